import { DUTY_NAMES } from '../../../../../shared/identity/duty.ts'
import { dateInShanghai } from '../../../../../shared/kernel/clock.ts'
import { useDesk } from '../../api/desk.ts'
import { useRead } from '../../api/hooks.ts'
import { type OrganPosts, organs as routes } from '../../api/routes.ts'
import { Nothing, PageState } from '../../pieces/page-state.tsx'
import { mayUse } from '../may.ts'
import { AddPerson, Appoint, End, HandOver, Leave, Lend } from './manage.tsx'

type Post = OrganPosts['posts'][number]
type Holding = Post['holdings'][number]
type People = OrganPosts['people']

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
            <div className="acts">
              <Appoint organ={organ} people={people} />
              <AddPerson organ={organ} />
              <Leave organ={organ} people={people} />
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
  const today = dateInShanghai(new Date())
  const open = post.holdings.filter((h) => h.to === undefined || today <= h.to)
  const past = post.holdings.filter((h) => !open.includes(h))
  return (
    <li>
      <div className="what">
        <strong>{post.title}</strong>
        {post.title !== DUTY_NAMES[post.duty] && <span className="quiet"> {DUTY_NAMES[post.duty]}</span>}
        {open.length === 0 && <div className="due late">现在没有人任职</div>}
        {open.map((h) => (
          <div key={h.id}>
            {spoken(h, people, today)}
            {manages && (
              <>
                {h.as === 'holder' && <HandOver organ={organ} post={post} holding={h} people={people} />}
                <End organ={organ} post={post} holding={h} />
              </>
            )}
          </div>
        ))}
        {past.length > 0 && (
          <details>
            <summary>以前的任职 {past.length} 次</summary>
            {past.map((h) => (
              <div key={h.id}>{spoken(h, people, today)}</div>
            ))}
          </details>
        )}
      </div>
      {manages && mine.organ !== organ && <Lend organ={organ} post={post} />}
    </li>
  )
}

/** `主岗 示例·甲,2026-01-01 起(休假至 2026-11-30)`. */
function spoken(holding: Holding, people: People, today: string): string {
  const person = people.find((p) => p.id === holding.account)
  const leave = person?.leaves.find((l) => l.from <= today && today <= l.to)
  const away = person?.active === false ? '(账号已停用)' : leave ? `(休假至 ${leave.to})` : ''
  const until = holding.to ? `至 ${holding.to}` : ''
  return `${AS[holding.as]} ${person?.name ?? holding.account},${holding.from} 起${until}${away}`
}
