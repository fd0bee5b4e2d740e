import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Link, useParams } from 'wouter'
import { useDesk } from '../../api/desk.ts'
import { useRead } from '../../api/hooks.ts'
import { type Organ, organs as routes } from '../../api/routes.ts'
import { PageHead } from '../../pieces/page-head.tsx'
import { Nothing, PageState } from '../../pieces/page-state.tsx'
import { mayUse } from '../may.ts'
import { Posts } from './posts.tsx'
import { matching, type Node, treeOf } from './tree.ts'
import './organs.css'

/** 单位: the register as a tree, and of the chosen one the posts and who holds them. */
export default function OrgansPage() {
  const { organ: code } = useParams<{ organ?: string }>()
  const { post } = useDesk()
  const read = useRead(routes.organs, {})
  const chosen = read.data?.organs.find((o) => o.code === code)
  return (
    <>
      <PageHead title={chosen?.name ?? '单位'} />
      <PageState
        read={read}
        what="单位名录"
        shape="list"
        empty={{
          when: (d) => d.organs.length === 0,
          title: '还没有单位',
          how: '单位名录由安装时的区划数据带入,或由管理员登记。',
        }}
      >
        {({ organs }) => (
          <div className="two">
            <Register organs={organs} chosen={code} own={post.organ} />
            {chosen ? <Chosen organ={chosen} /> : <Choose lost={code !== undefined} />}
          </div>
        )}
      </PageState>
    </>
  )
}

function Register({ organs, chosen, own }: { organs: readonly Organ[]; chosen: string | undefined; own: string }) {
  const [typed, setTyped] = useState('')
  const list = useRef<HTMLElement>(null)
  // The list is long; the one that is open stands in sight, and the page itself does not move.
  useEffect(() => {
    const here = chosen && list.current?.querySelector<HTMLElement>('[aria-current]')
    if (here && list.current) list.current.scrollTop = here.offsetTop - list.current.clientHeight / 2
  }, [chosen])
  const tree = useMemo(() => treeOf(organs), [organs])
  const shown = matching(tree, typed)
  const path = (code: string | undefined) => organs.find((o) => o.code === code)?.path.split('/') ?? []
  const way = new Set([...path(own), ...path(chosen)])
  return (
    <nav ref={list} className={chosen ? 'sheet register chosen' : 'sheet register'} aria-label="单位名录">
      <Input
        allowClear
        prefix={<SearchOutlined aria-hidden />}
        placeholder="单位名称的一部分"
        aria-label="按名称找单位"
        onChange={(e) => setTyped(e.target.value)}
      />
      {shown.length === 0 && <Nothing title="没有名称里含这几个字的单位">少写几个字再试。</Nothing>}
      <Branch
        nodes={shown}
        chosen={chosen}
        opened={(o) => typed.trim() !== '' || o.level === 'city' || way.has(o.code)}
      />
    </nav>
  )
}

function Branch(props: { nodes: readonly Node[]; chosen: string | undefined; opened: (organ: Organ) => boolean }) {
  const { nodes, chosen, opened } = props
  return (
    <ul className="branch">
      {nodes.map((node) => (
        // Opened anew when the search or the chosen organ says so; in between as the person left it.
        <Twig key={`${node.organ.code} ${opened(node.organ)}`} node={node} chosen={chosen} opened={opened} />
      ))}
    </ul>
  )
}

/** An organ, and by a button of its own what is under it. */
function Twig(props: { node: Node; chosen: string | undefined; opened: (organ: Organ) => boolean }) {
  const { node, chosen, opened } = props
  const { organ, below } = node
  const [open, setOpen] = useState(() => opened(organ))
  return (
    <li>
      {below.length > 0 && (
        <button
          type="button"
          className="fold"
          aria-expanded={open}
          aria-label={`${organ.name}的下级单位`}
          onClick={() => setOpen(!open)}
        >
          <span aria-hidden>{open ? '▾' : '▸'}</span>
        </button>
      )}
      <Link href={`/organs/${organ.code}`} aria-current={organ.code === chosen ? 'page' : undefined}>
        {organ.name}
      </Link>
      {below.length > 0 && <span className="quiet number"> {below.length}</span>}
      {open && below.length > 0 && <Branch nodes={below} chosen={chosen} opened={opened} />}
    </li>
  )
}

function Chosen({ organ }: { organ: Organ }) {
  const { post } = useDesk()
  const { from, to, basis } = organ.listed
  return (
    <section className="sheet" aria-label={organ.name}>
      <p className="phone-only">
        <Link href="/organs">← 全部单位</Link>
      </p>
      <p>
        单位代码 <span className="number">{organ.code}</span>;{from} 起列入名录{to && `,${to} 止`},依据:{basis}。
      </p>
      {mayUse(routes.posts.may, post.duty) ? (
        <Posts organ={organ.code} />
      ) : (
        <Nothing title="岗位和任职由管理员、负责人、督查员、审计员查看">
          需要知道某个岗位由谁担任时,请问本单位管理员。
        </Nothing>
      )}
    </section>
  )
}

function Choose({ lost }: { lost: boolean }) {
  return (
    <section className="sheet wide-only">
      {lost ? (
        <Nothing title="名录里没有这个单位">网址可能抄错了,或者它已经撤并。请在左边按名称查找。</Nothing>
      ) : (
        <Nothing title="请在左边选一个单位">这里会列出它的岗位,由谁担任,谁在休假、由谁代行。</Nothing>
      )}
    </section>
  )
}
