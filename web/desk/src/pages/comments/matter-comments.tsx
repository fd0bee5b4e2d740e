import { Button, Checkbox, Select } from 'antd'
import { useState } from 'react'
import { Link, useParams, useSearchParams } from 'wouter'
import { useDesk } from '../../api/desk.ts'
import { useRead } from '../../api/hooks.ts'
import {
  COMMENT_KIND_NAMES,
  type CommentView,
  comments,
  DISPOSITION_NAMES,
  GROUP_NAMES,
  STANCE_NAMES,
} from '../../api/routes.ts'
import { PageHead } from '../../pieces/page-head.tsx'
import { Nothing, PageState } from '../../pieces/page-state.tsx'
import { AnswerComment, ReadContact, Screen, Withhold } from './comment-commands.tsx'
import './comments.css'
import { Group } from './group.tsx'
import { BUCKET_NAMES, Numbers } from './numbers.tsx'

/** 一个事项的意见: masked, dated by day; each to be screened, answered, grouped or withheld. */
export default function MatterCommentsPage() {
  const { matter = '' } = useParams<{ matter: string }>()
  const { post } = useDesk()
  const [search, setSearch] = useSearchParams()
  const bucket = (search.get('bucket') ?? undefined) as keyof typeof BUCKET_NAMES | undefined
  const cursor = search.get('cursor') ?? undefined
  const [chosen, setChosen] = useState<readonly string[]>([])
  const read = useRead(
    comments.list,
    { params: { matter }, query: { bucket, cursor } },
    { everySeconds: 30, keepLast: true },
  )
  const officer = post.duty === 'comment-officer'
  const go = (change: { bucket?: string | undefined; cursor?: string | undefined }) =>
    setSearch(Object.entries({ bucket, ...change }).filter((p): p is [string, string] => p[1] !== undefined))
  const toggle = (id: string) => setChosen(chosen.includes(id) ? chosen.filter((c) => c !== id) : [...chosen, id])
  return (
    <>
      <PageHead title="群众意见">
        <p className="quiet">
          <Link href={`/matters/${matter}`}>{matter}</Link> · 电话、证件号等已遮盖。请不要追问是谁提的。
        </p>
      </PageHead>
      <PageState read={read} what="意见" shape="list">
        {({ balance, comments: rows, cursor: next }) => (
          <>
            <Numbers balance={balance} />
            <div className="filters">
              <Select
                allowClear
                aria-label="按办理情况筛选"
                placeholder="全部"
                style={{ minWidth: 160 }}
                value={bucket}
                options={Object.entries(BUCKET_NAMES).map(([value, label]) => ({ value, label }))}
                onChange={(value?: string) => go({ bucket: value })}
              />
              {officer && chosen.length > 0 && <Group matter={matter} chosen={chosen} onDone={() => setChosen([])} />}
            </div>
            <section className="sheet" aria-label="意见列表">
              {rows.length === 0 && <Nothing title="这里还没有意见">群众提交后,几秒钟内列在这里。</Nothing>}
              <ul className="comments">
                {rows.map((comment) => (
                  <li key={comment.id}>
                    {officer && comment.bucket === 'underReview' && (
                      <Checkbox checked={chosen.includes(comment.id)} onChange={() => toggle(comment.id)}>
                        选入归纳
                      </Checkbox>
                    )}
                    <Words comment={comment} />
                    {officer && comment.bucket === 'underReview' && (
                      <div className="acts">
                        <AnswerComment matter={matter} comment={comment} />
                        <Withhold matter={matter} comment={comment} />
                        {!comment.screened && <Screen matter={matter} comment={comment} />}
                        {comment.contact && <ReadContact matter={matter} comment={comment} />}
                      </div>
                    )}
                  </li>
                ))}
              </ul>
              <div className="pager">
                {cursor && <Button onClick={() => go({ cursor: undefined })}>回到第一页</Button>}
                {next && <Button onClick={() => go({ cursor: next })}>下一页</Button>}
              </div>
            </section>
          </>
        )}
      </PageState>
    </>
  )
}

function Words({ comment }: { comment: CommentView }) {
  const { day, late, kind, stance, village, group, text, bucket, answer } = comment
  const about = [COMMENT_KIND_NAMES[kind], STANCE_NAMES[stance], village, group === 'unsaid' ? '' : GROUP_NAMES[group]]
  return (
    <article aria-label={`${day} 的意见`}>
      <p className="quiet">
        <span className="state">{BUCKET_NAMES[bucket]}</span> <span className="number">{day}</span>
        {late && '(截止后收到)'} · {about.filter((t) => t && t !== '未说明').join(' · ') || '没有说明类别和态度'}
      </p>
      <p className="text">{text || '(内容已由本人撤回)'}</p>
      {answer && (
        <p className="answer">
          <strong>{DISPOSITION_NAMES[answer.disposition]}</strong>
          {answer.reason && `,理由:${answer.reason}`};答复:{answer.reply}
          <span className="quiet"> {answer.organName}</span>
        </p>
      )}
    </article>
  )
}
