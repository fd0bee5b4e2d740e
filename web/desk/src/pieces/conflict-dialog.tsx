import { Button, Modal, Radio } from 'antd'
import { useMemo, useState } from 'react'
import type { ApiError } from '../api/problem.ts'
import { merge, withField } from './merge.ts'
import { shortInstant } from './times.ts'

/** How a form's fields are called, by dotted path, and how a value is shown where it is not plain text. */
export type Labels = Readonly<
  Record<string, string | { readonly label: string; readonly show: (value: unknown) => string }>
>

interface ConflictDialogProps<V extends object> {
  /** The refusal `changed`; its details hold `changedBy` and `changedAt`. */
  readonly error: ApiError
  /** The form as it was opened, as it is now, and as it is on the server. */
  readonly base: V
  readonly mine: V
  readonly theirs: V
  readonly labels: Labels
  /** Goes on with the merged form. What was not chosen is in `aside`, so that no text is lost. */
  readonly onMerge: (values: V, aside: readonly { readonly label: string; readonly text: string }[]) => void
  readonly onLater: () => void
}

/** 「李科长于14:05改动了这一部分」: what both changed stands side by side, and both texts are kept. */
export function ConflictDialog<V extends object>(props: ConflictDialogProps<V>) {
  const { error, base, mine, theirs, labels, onMerge, onLater } = props
  const merged = useMemo(() => merge(base, mine, theirs), [base, mine, theirs])
  const [choices, setChoices] = useState<Readonly<Record<string, 'mine' | 'theirs'>>>({})
  const open = merged.clashes.filter((c) => choices[c.field] === undefined)

  const goOn = () => {
    let values = merged.values
    const aside: { label: string; text: string }[] = []
    for (const clash of merged.clashes) {
      const left = choices[clash.field] === 'theirs' ? clash.mine : clash.theirs
      if (choices[clash.field] === 'theirs') values = withField(values, clash.field, clash.theirs)
      aside.push({ label: labelOf(labels, clash.field), text: shown(labels, clash.field, left) })
    }
    onMerge(values, aside)
  }

  return (
    <Modal
      open
      width={760}
      title={whoChanged(error, new Date())}
      onCancel={onLater}
      mask={{ closable: false }}
      footer={[
        <Button key="later" onClick={onLater}>
          先不合并,留着我的草稿
        </Button>,
        <Button key="go" type="primary" disabled={open.length > 0} onClick={goOn}>
          按所选合并,继续填写
        </Button>,
      ]}
    >
      <p>还没有发送任何内容。您填写的文字都在。</p>
      {merged.taken.length > 0 && (
        <p>只有对方改动的,已并入:{merged.taken.map((f) => labelOf(labels, f)).join('、')}。</p>
      )}
      {merged.clashes.length === 0 && <p>两人改动的不是同一处,可以直接合并。</p>}
      {merged.clashes.map((clash) => (
        <fieldset key={clash.field} className="clash">
          <legend>{labelOf(labels, clash.field)}:两人都改了,用哪一个?</legend>
          <Radio.Group
            value={choices[clash.field]}
            onChange={(e) => setChoices({ ...choices, [clash.field]: e.target.value })}
          >
            <Radio value="mine">我的:{shown(labels, clash.field, clash.mine)}</Radio>
            <Radio value="theirs">对方的:{shown(labels, clash.field, clash.theirs)}</Radio>
          </Radio.Group>
        </fieldset>
      ))}
    </Modal>
  )
}

/** Who changed it and when, as far as the server said. */
export function whoChanged(error: ApiError, now: Date): string {
  const by = error.details.changedBy
  const at = typeof error.details.changedAt === 'string' ? new Date(error.details.changedAt) : undefined
  if (!by) return '别人刚刚改动了这一部分'
  const when = at && !Number.isNaN(at.getTime()) ? `于${shortInstant(at, now)}` : '刚刚'
  return `${by}${when}改动了这一部分`
}

function labelOf(labels: Labels, field: string): string {
  const known = labels[field]
  return typeof known === 'string' ? known : (known?.label ?? field)
}

function shown(labels: Labels, field: string, value: unknown): string {
  const known = labels[field]
  if (typeof known === 'object') return known.show(value)
  if (value === undefined || value === null || value === '') return '(空)'
  if (Array.isArray(value))
    return value.map((v) => (typeof v === 'object' ? Object.values(v).join(' ') : String(v))).join(';')
  return String(value)
}
