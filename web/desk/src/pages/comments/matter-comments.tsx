import { Button } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'wouter'
import { useDesk } from '../../api/desk.ts'
import { useRead } from '../../api/hooks.ts'
import { comments, filing } from '../../api/routes.ts'
import { PageHead } from '../../pieces/page-head.tsx'
import { Nothing, PageState } from '../../pieces/page-state.tsx'
import { mayUse } from '../may.ts'
import { CommentRow } from './comment-row.tsx'
import './comments.css'
import { type Filter, Filters, useFilter } from './filters.tsx'
import { Group } from './group.tsx'
import { Numbers } from './numbers.tsx'

/** 一个事项的意见: masked, dated by day; each to be screened, answered, grouped or withheld. */
export default function MatterCommentsPage() {
  const { matter = '' } = useParams<{ matter: string }>()
  const { post } = useDesk()
  const [filter, change] = useFilter()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const head = useRead(filing.read, { params: { matter } })
  // Every look at the list is on record, so it is read when somebody asks, and only the numbers by the clock.
  const read = useRead(comments.list, { params: { matter }, query: filter }, { keepLast: true })
  const now = useRead(comments.balance, { params: { matter } }, { everySeconds: 30 })
  const officer = mayUse(comments.answer.may, post.duty)
  // What is no longer in sight is no longer chosen.
  const go: typeof change = (to) => {
    setChosen([])
    change(to)
  }
  const toggle = (id: string) => setChosen(chosen.includes(id) ? chosen.filter((c) => c !== id) : [...chosen, id])
  return (
    <>
      <PageHead title="群众意见">
        <p>
          <Link href={`/matters/${matter}`}>{head.data?.title ?? matter}</Link>{' '}
          <span className="quiet number">{head.data && matter}</span>
        </p>
        <p className="quiet">
          {officer
            ? '电话、证件号等已遮盖。请不要追问是谁提的。每次查看都有记录。'
            : '这里是意见办理人审看过、遮盖了个人信息的意见,供研究采纳。请不要追问是谁提的。'}
        </p>
      </PageHead>
      <PageState read={read} what="意见" shape="list">
        {({ balance, comments: rows, cursor: next }) => (
          <>
            <Numbers balance={now.data?.balance ?? balance} />
            <Fresh seen={balance.received} now={now.data?.balance.received} onRead={() => void read.refetch()} />
            <Filters filter={filter} onChange={go}>
              {officer && chosen.length > 0 && <Group matter={matter} chosen={chosen} onDone={() => setChosen([])} />}
            </Filters>
            <section className="sheet" aria-label="意见列表">
              {rows.length === 0 && <None filter={filter} more={next !== undefined} />}
              <ul className="comments">
                {rows.map((comment) => (
                  <CommentRow
                    key={comment.id}
                    matter={matter}
                    comment={comment}
                    officer={officer}
                    chosen={chosen.includes(comment.id)}
                    onChoose={() => toggle(comment.id)}
                  />
                ))}
              </ul>
              <Pager cursor={filter.cursor} next={next} onTurn={(to) => go({ cursor: to })} />
            </section>
          </>
        )}
      </PageState>
    </>
  )
}

/** Comments have come since the list was read. */
function Fresh({ seen, now = seen, onRead }: { seen: number; now: number | undefined; onRead: () => void }) {
  if (now <= seen) return null
  return (
    <p role="status">
      新收到 {now - seen} 条意见。<Button onClick={onRead}>列出新的意见</Button>
    </p>
  )
}

function None({ filter, more }: { filter: Filter; more: boolean }) {
  if (more) return <Nothing title="这一页没有这样的意见">请看下一页。</Nothing>
  if (filter.bucket !== undefined || filter.kind !== undefined)
    return <Nothing title="没有这样的意见">换一种情况或类别,或者看全部。</Nothing>
  return <Nothing title="这里还没有意见">群众提交后,几秒钟内列在这里。</Nothing>
}

interface PagerProps {
  readonly cursor: string | undefined
  readonly next: string | undefined
  readonly onTurn: (cursor: string | undefined) => void
}

function Pager({ cursor, next, onTurn }: PagerProps) {
  return (
    <div className="pager">
      {cursor && <Button onClick={() => onTurn(undefined)}>回到第一页</Button>}
      {next && <Button onClick={() => onTurn(next)}>下一页</Button>}
    </div>
  )
}
