import { type CommentView, comments, DISPOSITION_NAMES } from '../../api/routes.ts'
import { Ask } from '../../pieces/ask.tsx'
import { ConfirmCommand } from '../../pieces/confirm-command.tsx'
import { Pick } from '../../pieces/pick.tsx'
import { useKept } from '../../pieces/use-kept.ts'

type Disposition = keyof typeof DISPOSITION_NAMES

export const DISPOSITIONS = Object.entries(DISPOSITION_NAMES).map(([value, label]) => ({
  value: value as Disposition,
  label,
}))

const EMPTY: { disposition?: Disposition; reason: string; reply: string } = { reason: '', reply: '' }

/** 答复: adopted, partly or not, with the reason where the rule asks for it. A better answer may follow a given one. */
export function AnswerComment({ matter, comment }: { readonly matter: string; readonly comment: CommentView }) {
  const [{ disposition, reason, reply }, change, forget] = useKept(matter, `answer-${comment.id}`, EMPTY)
  const again = comment.answer !== null
  const over = comment.answer?.at ?? ''
  return (
    <ConfirmCommand
      route={comments.answer}
      input={{
        params: { matter, comment: comment.id },
        // Left open, nobody has chosen: the server says so.
        body: { disposition: disposition as Disposition, reason, reply, over },
      }}
      label={again ? '重新答复' : '答复'}
      title={again ? '重新答复这条意见' : '答复这条意见'}
      happens={[
        '答复给持有回执的本人看,不在公示页面上公开原话。',
        '部分采纳或不采纳的,要写明理由。',
        ...(again ? ['新的答复代替原来的;两次答复都在记录里。'] : []),
      ]}
      done="已答复"
      type={again ? 'link' : 'primary'}
      onDone={forget}
    >
      <blockquote className="text quiet">{comment.text}</blockquote>
      {comment.answer && <p className="answer">原来的答复:{comment.answer.reply}</p>}
      <Pick
        label="采纳情况"
        value={disposition}
        options={DISPOSITIONS}
        onChange={(chosen) => change({ disposition: chosen })}
      />
      <Ask long label="理由(采纳和已阅复的可不填)" value={reason} onChange={(text) => change({ reason: text })} />
      <Ask long label="答复" value={reply} onChange={(text) => change({ reply: text })} />
    </ConfirmCommand>
  )
}
