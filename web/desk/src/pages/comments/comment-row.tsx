import { Checkbox } from 'antd'
import { COMMENT_KIND_NAMES, type CommentView, DISPOSITION_NAMES, GROUP_NAMES, STANCE_NAMES } from '../../api/routes.ts'
import { AnswerComment } from './answer.tsx'
import { ReadContact, Screen, Withhold } from './comment-commands.tsx'
import { BUCKET_NAMES } from './numbers.tsx'

interface RowProps {
  readonly matter: string
  readonly comment: CommentView
  /** The reader hears comments, and does not only study them. */
  readonly officer: boolean
  readonly chosen: boolean
  readonly onChoose: () => void
}

/** One comment with what may be done with it. */
export function CommentRow({ matter, comment, officer, chosen, onChoose }: RowProps) {
  const open = officer && comment.bucket === 'underReview'
  const answered = officer && comment.bucket === 'summarised'
  return (
    <li>
      {open && (
        <Checkbox checked={chosen} onChange={onChoose}>
          选入归纳
        </Checkbox>
      )}
      <Words comment={comment} />
      {(open || answered) && (
        <div className="acts">
          <AnswerComment matter={matter} comment={comment} />
          {open && !comment.screened && <Screen matter={matter} comment={comment} />}
          {open && <Withhold matter={matter} comment={comment} />}
          {open && comment.contact && <ReadContact matter={matter} comment={comment} />}
        </div>
      )}
    </li>
  )
}

function Words({ comment }: { comment: CommentView }) {
  const { day, late, kind, stance, village, group, text, bucket, screened, answer } = comment
  const about = [COMMENT_KIND_NAMES[kind], STANCE_NAMES[stance], village, group === 'unsaid' ? '' : GROUP_NAMES[group]]
  return (
    <article aria-label={`${day} 的意见`}>
      <p className="quiet">
        <span className="state">{BUCKET_NAMES[bucket]}</span>
        {bucket === 'underReview' && screened && <span className="state">已审看</span>}
        {late && <span className="state late">截止后收到</span>}
        <span className="number">{day}</span> ·{' '}
        {about.filter((t) => t && t !== '未说明').join(' · ') || '没有说明类别和态度'}
      </p>
      <p className="text">{text || '(内容已由本人撤回)'}</p>
      {answer && (
        <p className="answer">
          <strong>{DISPOSITION_NAMES[answer.disposition]}</strong>
          {answer.reason && answer.reason !== answer.reply && `,理由:${answer.reason}`};答复:{answer.reply}
          <span className="quiet"> {answer.organName}</span>
        </p>
      )}
    </article>
  )
}
