import { Button } from 'antd'
import { useState } from 'react'
import { filing, type MatterView, OPINION_NAMES, STAMP_NAMES, STAMPS } from '../../api/routes.ts'
import { Ask } from '../../pieces/ask.tsx'
import { ConfirmCommand } from '../../pieces/confirm-command.tsx'
import { Pick } from '../../pieces/pick.tsx'
import { useKept } from '../../pieces/use-kept.ts'

/** 备案: with an opinion, once every stamp is there. */
export function FileAway({ matter }: { readonly matter: MatterView }) {
  const [opinion, setOpinion] = useState<'agreed' | 'warned'>()
  const [remark, setRemark] = useState('')
  const needed = STAMPS.filter((s) => s !== 'superior' || matter.superior)
  const missing = needed.find((s) => !matter.stamps[s])
  return (
    <ConfirmCommand
      route={filing.file}
      // Left open, nobody has chosen: the server says so beside the field.
      input={{ params: { matter: matter.id }, body: { version: matter.version, opinion: opinion as 'agreed', remark } }}
      label="备案"
      title="备案这个事项?"
      happens={['生成备案号,报备表和签章从此不变。', '备案不等于同意评估结论,备案意见一并存档。']}
      done="已备案"
      notNow={missing ? `还缺「${STAMP_NAMES[missing]}」` : undefined}
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
export function Return({ matter }: { readonly matter: MatterView }) {
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
      notNow={matter.corrections > 0 ? '已经退回过一次,不能再次退回' : undefined}
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
