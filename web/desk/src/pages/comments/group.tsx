import { Radio } from 'antd'
import { useState } from 'react'
import { comments } from '../../api/routes.ts'
import { Ask } from '../../pieces/ask.tsx'
import { ConfirmCommand } from '../../pieces/confirm-command.tsx'
import { dispositions } from './comment-commands.tsx'

interface Props {
  readonly matter: string
  readonly chosen: readonly string[]
  readonly onDone: () => void
}

/** 归纳: several comments as one theme, in the officer's own words; this is what the public page shows. */
export function Group({ matter, chosen, onDone }: Props) {
  const [title, setTitle] = useState('')
  const [summary, setSummary] = useState('')
  const [disposition, setDisposition] = useState<'adopted'>()
  const [reason, setReason] = useState('')
  const body = { title, summary, disposition: disposition as 'adopted', reason, comments: [...chosen] }
  return (
    <ConfirmCommand
      route={comments.group}
      input={{ params: { matter }, body }}
      label={`归纳所选 ${chosen.length} 条`}
      title={`把 ${chosen.length} 条意见归纳成一个主题并答复`}
      happens={[
        '主题、归纳和答复会公开在公示页面的「您说我们做」里。',
        '请用自己的话:不能照抄原文,不能有指向个人的内容。',
      ]}
      done="已归纳并答复"
      onDone={onDone}
    >
      <Ask label="主题" value={title} onChange={setTitle} />
      <Ask long label="归纳" value={summary} onChange={setSummary} />
      <Radio.Group value={disposition} options={dispositions} onChange={(e) => setDisposition(e.target.value)} />
      <Ask long label="答复和理由" value={reason} onChange={setReason} />
    </ConfirmCommand>
  )
}
