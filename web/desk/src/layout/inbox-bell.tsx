import { BellOutlined } from '@ant-design/icons'
import { Badge } from 'antd'
import { Link } from 'wouter'
import { useRead } from '../api/hooks.ts'
import { readInbox } from '../api/routes.ts'

/** Asked every minute while the desk is looked at: a message may be a deadline of today. */
export function useUnread(): number {
  return useRead(readInbox, { query: { limit: 1 } }, { everySeconds: 60 }).data?.unread ?? 0
}

export function InboxBell() {
  const unread = useUnread()
  return (
    <Link href="/inbox" className="bell" aria-label={unread === 0 ? '消息' : `消息,${unread} 条未读`}>
      <Badge count={unread} overflowCount={99} size="small">
        <BellOutlined aria-hidden className="bell-icon" />
      </Badge>
      <span className="wide-only">消息</span>
    </Link>
  )
}
