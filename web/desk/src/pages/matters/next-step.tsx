import { useState } from 'react'
import { type MatterView, matters } from '../../api/routes.ts'
import { mayNow } from '../../pieces/acts.ts'
import { Ask } from '../../pieces/ask.tsx'
import { ConfirmCommand } from '../../pieces/confirm-command.tsx'
import { PANELS } from './panels.ts'

/** The next step with its buttons (`panels.ts`), for whose it is; for everybody else in whose hands it is. */
export function NextStep({ matter }: { readonly matter: MatterView }) {
  const mine = matter.tasks.filter((t) => t.mine)
  return (
    <section className="sheet next" aria-label="下一步" id="next">
      <h2>下一步</h2>
      {mine.length > 0 ? (
        mine.map((t) => (
          <p key={t.name}>
            <strong>{t.what}</strong>
            <span className="quiet"> {t.why}</span>
          </p>
        ))
      ) : (
        <p>
          {matter.tasks.length > 0
            ? `等${matter.holder}${matter.next}。办好后会转到下一位,您不用做什么。`
            : `${matter.next}。`}
        </p>
      )}
      {matter.state === 'returned' && <Defects matter={matter} />}
      <div className="acts">
        {PANELS.map(({ id, acts: Acts }) => Acts && <Acts key={id} matter={matter} />)}
        {mayNow(matter.acts, 'cancel') && <Cancel matter={matter} />}
      </div>
    </section>
  )
}

function Defects({ matter }: { matter: MatterView }) {
  return (
    <ol>
      {matter.defects.map((d) => (
        <li key={`${d.item} ${d.what}`}>
          {d.item}:{d.what}
        </li>
      ))}
    </ol>
  )
}

function Cancel({ matter }: { matter: MatterView }) {
  const [reason, setReason] = useState('')
  return (
    <ConfirmCommand
      route={matters.cancel}
      input={{ params: { matter: matter.id }, body: { version: matter.version, reason } }}
      label="取消事项"
      title="取消这个事项?"
      happens={['不再评估,公示页面注明已取消;记录保留,不能恢复。']}
      done="事项已取消"
      danger
      type="link"
    >
      <Ask long label="取消的理由" value={reason} onChange={setReason} />
    </ConfirmCommand>
  )
}
