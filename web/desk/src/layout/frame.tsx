import { AppstoreOutlined, BellOutlined, CheckSquareOutlined, SearchOutlined } from '@ant-design/icons'
import { Badge, Drawer } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useDesk } from '../api/desk.ts'
import { ExpiredDialog } from '../auth/expired-dialog.tsx'
import { AccountMenu } from './account-menu.tsx'
import { InboxBell, useUnread } from './inbox-bell.tsx'
import { isHere } from './is-here.ts'
import { Navigation } from './navigation.tsx'
import { SearchButton, useSearch } from './search-button.tsx'
import './frame.css'

/** What stands around every page: head, navigation, main; on a phone a bar at the bottom and a drawer. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const { demo } = useDesk()
  const search = useSearch()
  return (
    <div className="desk">
      <a className="skip" href="#main">
        跳到正文
      </a>
      <ExpiredDialog />
      {demo && <div className="desk-demo">演示系统,人员和事项均为虚构</div>}
      <header className="desk-top">
        <div className="desk-name">
          <Link href="/">稳评工作台</Link>
        </div>
        <SearchButton onOpen={search.open} />
        <div className="desk-own">
          <InboxBell />
          <AccountMenu />
        </div>
      </header>
      <div className="desk-body">
        <nav className="desk-nav" aria-label="栏目">
          <Navigation />
        </nav>
        <main className="desk-main" id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
      <PhoneBar onSearch={search.open} />
      {search.dialog}
    </div>
  )
}

function PhoneBar({ onSearch }: { onSearch: () => void }) {
  const [here] = useLocation()
  const [open, setOpen] = useState(false)
  const unread = useUnread()
  return (
    <nav className="desk-bottom" aria-label="常用">
      <Link href="/" aria-current={isHere('/', here) ? 'page' : undefined}>
        <CheckSquareOutlined aria-hidden />
        待办
      </Link>
      <button type="button" onClick={onSearch}>
        <SearchOutlined aria-hidden />
        查找
      </button>
      <Link href="/inbox" aria-current={isHere('/inbox', here) ? 'page' : undefined}>
        <Badge count={unread} overflowCount={99} size="small">
          <BellOutlined aria-hidden />
        </Badge>
        消息
      </Link>
      <button type="button" aria-expanded={open} onClick={() => setOpen(true)}>
        <AppstoreOutlined aria-hidden />
        栏目
      </button>
      <Drawer open={open} placement="left" title="栏目" size={280} onClose={() => setOpen(false)}>
        <nav aria-label="栏目">
          <Navigation onGo={() => setOpen(false)} />
        </nav>
      </Drawer>
    </nav>
  )
}
