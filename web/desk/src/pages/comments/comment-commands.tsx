import { Select } from 'antd'
import { useState } from 'react'
import { COMMENT_KIND_NAMES, type CommentView, comments } from '../../api/routes.ts'
import { Ask } from '../../pieces/ask.tsx'
import { ConfirmCommand } from '../../pieces/confirm-command.tsx'
import { useSay } from '../../pieces/say.ts'

interface Props {
  readonly matter: string
  readonly comment: CommentView
}

/** 暂不公开: it stays in the sum, and its writer is told why. */
export function Withhold({ matter, comment }: Props) {
  const [reason, setReason] = useState('')
  return (
    <ConfirmCommand
      route={comments.withhold}
      input={{ params: { matter, comment: comment.id }, body: { reason } }}
      label="暂不公开"
      title="这条意见暂不公开?"
      happens={['计入「暂不公开」的件数,不参加归纳;理由告诉持有回执的本人。', '反对意见不能因为反对而暂不公开。']}
      done="已记为暂不公开"
      type="link"
    >
      <Ask long label="理由" value={reason} onChange={setReason} />
    </ConfirmCommand>
  )
}

/** 审看: from then on the filing body may read it, masked and dated by day. */
export function Screen({ matter, comment }: Props) {
  const [kind, setKind] = useState(comment.kind)
  return (
    <ConfirmCommand
      route={comments.screen}
      input={{ params: { matter, comment: comment.id }, body: { kind } }}
      label="审看完"
      title="审看完,转填报单位研究?"
      happens={
        kind === 'accusation'
          ? ['归为检举控告的,填报单位看不到。', '请按信访工作条例另行转送有权处理的机关。']
          : ['填报单位可以看到遮盖后的内容,只到日期,不含来自哪里。', '内容里仍有指向个人的线索的,请先暂不公开。']
      }
      done="填报单位可以看到了"
      type="default"
    >
      <div className="ask">
        <label htmlFor={`kind-${comment.id}`}>类别(写错了可以改)</label>
        <Select
          id={`kind-${comment.id}`}
          value={kind}
          style={{ width: '100%' }}
          options={Object.entries(COMMENT_KIND_NAMES).map(([value, label]) => ({ value, label }))}
          onChange={setKind}
        />
      </div>
    </ConfirmCommand>
  )
}

/** 联系方式: asked for with a reason, on record before it is shown, and the writer learns of it. */
export function ReadContact({ matter, comment }: Props) {
  const [reason, setReason] = useState('')
  const [found, setFound] = useState('')
  const say = useSay()
  if (found) return <p role="status">联系方式:{found}</p>
  return (
    <ConfirmCommand
      route={comments.contact}
      input={{ params: { matter, comment: comment.id }, body: { reason } }}
      label="查看联系方式"
      title="查看提意见人的联系方式?"
      happens={['只为办理这条意见使用。', '您的姓名、时间和理由记入记录,提意见的人查询回执时会知道有人看过。']}
      done="已记录"
      type="link"
      onDone={({ name, phone }) => {
        setFound([name, phone].filter(Boolean).join(' '))
        say('用完请不要另行保存')
      }}
    >
      <Ask label="查看的理由" value={reason} onChange={setReason} />
    </ConfirmCommand>
  )
}
