import { DUTY_NAMES } from '../../../../../shared/identity/duty.ts'
import { useDesk } from '../../api/desk.ts'
import { useRead } from '../../api/hooks.ts'
import { organs as routes } from '../../api/routes.ts'
import { Nothing, PageState } from '../../pieces/page-state.tsx'
import { mayUse } from '../may.ts'
import { Appoint, End, HandOver, Lend, today } from './holdings.tsx'
import { AddPerson, CloseAccount, Leave } from './people.tsx'
import { type Holding, nameOf, type People, type Post } from './preview.ts'

const AS = { holder: '主岗', deputy: '副岗', lent: '上级借用' } as const

/** The posts of one organ: who holds them today, who deputises, who is on leave; and, for who may, changing that. */
export function Posts({ organ }: { readonly organ: string }) {
  const { post: mine } = useDesk()
  const read = useRead(routes.posts, { params: { organ } })
  const manages = mayUse(routes.appoint.may, mine.duty)
  return (
    <PageState read={read} what="岗位" shape="list">
      {({ posts, people }) => (
        <>
          {posts.length === 0 && <Nothing title="还没有岗位">由本单位或上级的管理员任命第一个岗位。</Nothing>}
          <ul className="rows">
            {posts.map((post) => (
              <PostRow key={post.id} post={post} people={people} organ={organ} manages={manages} />
            ))}
          </ul>
          {manages && (
            <div className="acts manage">
              <Appoint organ={organ} people={people} />
              <AddPerson organ={organ} />
              <Leave organ={organ} people={people} posts={posts} />
              <CloseAccount organ={organ} people={people} />
            </div>
          )}
        </>
      )}
    </PageState>
  )
}

interface RowProps {
  readonly post: Post
  readonly people: People
  readonly organ: string
  readonly manages: boolean
}

function PostRow({ post, people, organ, manages }: RowProps) {
  const { post: mine } = useDesk()
  const day = today()
  const open = post.holdings.filter((h) => h.to === undefined || day <= h.to)
  const past = post.holdings.filter((h) => !open.includes(h))
  return (
    <li>
      <div className="what">
        <strong>{post.title}</strong>
        {post.title !== DUTY_NAMES[post.duty] && <span className="quiet"> {DUTY_NAMES[post.duty]}</span>}
        <Today post={post} people={people} />
        {open.map((h) => (
          <div key={h.id} className="holding">
            <span>{spoken(h, people, day)}</span>
            {manages && (
              <>
                {h.as === 'holder' && <HandOver organ={organ} post={post} holding={h} people={people} />}
                <End organ={organ} post={post} holding={h} people={people} />
              </>
            )}
          </div>
        ))}
        {past.length > 0 && (
          <details>
            <summary>以前的任职 {past.length} 次</summary>
            {past.map((h) => (
              <div key={h.id}>{spoken(h, people, day)}</div>
            ))}
          </details>
        )}
      </div>
      {manages && mine.organ !== organ && <Lend organ={organ} post={post} />}
    </li>
  )
}

/** Said only where it is not plain from the holders: somebody stands in, or nobody is there. */
function Today({ post, people }: { post: Post; people: People }) {
  const holders = post.holdings.filter((h) => h.as === 'holder').map((h) => h.account)
  if (post.acting.length === 0) return <div className="due late">今天没有人办理</div>
  if (post.acting.some((account) => holders.includes(account))) return null
  return <div className="due soon">今天由{post.acting.map((a) => nameOf(people, a)).join('、')}代行</div>
}

/** `主岗 示例·甲,2026-01-01 起(休假至 2026-11-30)`. */
function spoken(holding: Holding, people: People, day: string): string {
  const person = people.find((p) => p.id === holding.account)
  const leave = person?.leaves.find((l) => day <= l.to)
  const from = leave && day < leave.from ? `${leave.from} 起` : ''
  const away = person?.active === false ? '(账号已停用)' : leave ? `(${from}休假至 ${leave.to})` : ''
  const until = holding.to ? `至 ${holding.to}` : ''
  const paper = holding.document ? `,${holding.document}` : ''
  return `${AS[holding.as]} ${nameOf(people, holding.account)},${holding.from} 起${until}${paper}${away}`
}
