import { Button } from 'antd'
import { useState } from 'react'
import { filing, OPINION_NAMES } from '../../api/routes.ts'
import { Ask } from '../../pieces/ask.tsx'
import { ConfirmCommand } from '../../pieces/confirm-command.tsx'
import { Pick } from '../../pieces/pick.tsx'
import { useKept } from '../../pieces/use-kept.ts'
import type { ActProps } from './act-props.ts'

/** 受理: from now on the authority's. */
export function Accept({ matter, notNow }: ActProps) {
  return (
    <ConfirmCommand
      route={filing.accept}
      input={{ params: { matter: matter.id }, body: { version: matter.version } }}
      label="受理"
      title="受理这件报送?"
      happens={['报送人不能再撤回。', '审查期限开始计时;需要补正的,一次性列全。']}
      done="已受理"
      notNow={notNow}
    />
  )
}

/** 备案: with an opinion, once every stamp is there. */
export function FileAway({ matter, notNow }: ActProps) {
  const [opinion, setOpinion] = useState<'agreed' | 'warned'>()
  const [remark, setRemark] = useState('')
  return (
    <ConfirmCommand
      route={filing.file}
      // Left open, nobody has chosen: the server says so beside the field.
      input={{ params: { matter: matter.id }, body: { version: matter.version, opinion: opinion as 'agreed', remark } }}
      label="备案"
      title="备案这个事项?"
      happens={['生成备案号,报备表和签章从此不变。', '备案不等于同意评估结论,备案意见一并存档。']}
      done="已备案"
      notNow={notNow}
    >
      <Pick
        label="备案意见的种类"
        value={opinion}
        options={Object.entries(OPINION_NAMES).map(([value, label]) => ({ value: value as 'agreed', label }))}
        onChange={setOpinion}
      />
      <Ask long label={opinion === 'warned' ? '提示的风险' : '备案意见(可不填)'} value={remark} onChange={setRemark} />
    </ConfirmCommand>
  )
}

const NO_DEFECTS = { defects: [{ item: '', what: '' }] }

/** 退回补正: every defect at once, since it happens once. */
export function Return({ matter, notNow }: ActProps) {
  const [{ defects }, keep, forget] = useKept(matter.id, 'return', NO_DEFECTS)
  const setDefects = (all: typeof defects) => keep({ defects: all })
  const set = (i: number, change: Partial<(typeof defects)[number]>) =>
    setDefects(defects.map((d, j) => (i === j ? { ...d, ...change } : d)))
  return (
    <ConfirmCommand
      route={filing.return}
      input={{ params: { matter: matter.id }, body: { version: matter.version, defects } }}
      label="退回补正"
      title="退回补正?"
      happens={['只能退回一次:请把需要补正的一次性列全。', '报送人收到清单,补正期限开始计时,原签章作废。']}
      done="已退回补正"
      onDone={forget}
      type="default"
      notNow={notNow}
    >
      {defects.map((defect, i) => (
        // Rows are only added at the end and never moved.
        // biome-ignore lint/suspicious/noArrayIndexKey: the row's place is what it is
        <fieldset className="risk" key={i}>
          <legend>第 {i + 1} 处</legend>
          <Ask label="栏目或材料" value={defect.item} onChange={(item) => set(i, { item })} />
          <Ask long label="问题" value={defect.what} onChange={(what) => set(i, { what })} />
        </fieldset>
      ))}
      <Button onClick={() => setDefects([...defects, { item: '', what: '' }])}>再列一处</Button>
    </ConfirmCommand>
  )
}

/** 不予备案: back to assessment, with the reason. */
export function Refuse({ matter, notNow }: ActProps) {
  const [reason, setReason] = useState('')
  return (
    <ConfirmCommand
      route={filing.refuse}
      input={{ params: { matter: matter.id }, body: { version: matter.version, reason } }}
      label="不予备案"
      title="不予备案?"
      happens={['事项退回重新评估,签章作废,理由告知报送人。']}
      done="已不予备案"
      danger
      type="link"
      notNow={notNow}
    >
      <Ask long label="不予备案的理由" value={reason} onChange={setReason} />
    </ConfirmCommand>
  )
}
