import { DUTY_NAMES } from '../../../../../shared/identity/duty.ts'
import { dateInShanghai } from '../../../../../shared/kernel/clock.ts'
import { useRead } from '../../api/hooks.ts'
import { type OrganPosts, organs as routes } from '../../api/routes.ts'
import { PageState } from '../../pieces/page-state.tsx'

type Post = OrganPosts['posts'][number]
type Holding = Post['holdings'][number]
type People = OrganPosts['people']

const AS = { holder: '主岗', deputy: '副岗', lent: '上级借用' } as const

/** The posts of one organ: who holds them today, who deputises, who is on leave. */
export function Posts({ organ }: { readonly organ: string }) {
  const read = useRead(routes.posts, { params: { organ } })
  return (
    <PageState
      read={read}
      what="岗位"
      shape="list"
      empty={{ when: (d) => d.posts.length === 0, title: '还没有岗位', how: '由本单位或上级的管理员任命第一个岗位。' }}
    >
      {({ posts, people }) => (
        <ul className="rows">
          {posts.map((post) => (
            <PostRow key={post.id} post={post} people={people} />
          ))}
        </ul>
      )}
    </PageState>
  )
}

function PostRow({ post, people }: { post: Post; people: People }) {
  const today = dateInShanghai(new Date())
  const now = post.holdings.filter((h) => h.from <= today && (h.to === undefined || today <= h.to))
  return (
    <li>
      <div className="what">
        <strong>{post.title}</strong>
        {post.title !== DUTY_NAMES[post.duty] && <span className="quiet"> {DUTY_NAMES[post.duty]}</span>}
        {now.length === 0 && <div className="due late">现在没有人任职</div>}
        {now.map((h) => (
          <div key={h.id}>{spoken(h, people, today)}</div>
        ))}
      </div>
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
