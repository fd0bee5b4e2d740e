import { useState } from 'react'
import { useDesk } from '../../api/desk.ts'
import { filing, type MatterView, matters } from '../../api/routes.ts'
import { Ask } from '../../pieces/ask.tsx'
import { ConfirmCommand } from '../../pieces/confirm-command.tsx'
import { FileAway, Return } from './review-commands.tsx'

/** The next step with its button, for whose it is; for everybody else in whose hands it is. */
export function NextStep({ matter }: { readonly matter: MatterView }) {
  const { post } = useDesk()
  const mine = matter.tasks.filter((t) => t.mine)
  const isFiler = post.duty === 'filer' && post.organ === matter.organ.code
  const isReviewer = post.duty === 'reviewer' && post.organ === matter.authority.code
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
        {isFiler && <FilerActs matter={matter} />}
        {isReviewer && <ReviewerActs matter={matter} />}
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

function FilerActs({ matter }: { matter: MatterView }) {
  const on = { params: { matter: matter.id }, body: { version: matter.version } }
  const { state } = matter
  const gaps = matter.form.gaps.length
  const stamped = matter.stamps.assessor && matter.stamps.decision
  return (
    <>
      {state === 'registered' && <a href="#notices">去发布公示</a>}
      {(state === 'assessing' || state === 'returned') && (
        <ConfirmCommand
          route={filing.finish}
          input={on}
          label="完成报告"
          title="完成报告,报备表定稿?"
          happens={['报备表定稿,不能再改;需要改时可以撤回。', '转评估单位负责人签章,再转决策部门签署意见。']}
          done="报告已完成,转签章"
          notNow={gaps > 0 ? `报备表还有 ${gaps} 处没有填` : undefined}
        />
      )}
      {state === 'reported' && (
        <>
          <ConfirmCommand
            route={filing.submit}
            input={on}
            label="报送"
            title={`报送${matter.authority.name}?`}
            happens={['审查单位收到待办,受理期限开始计时。', '对方受理以前,您可以撤回。']}
            done="已报送"
            notNow={stamped ? undefined : '还缺评估单位或决策部门的签章'}
          />
          <ConfirmCommand
            route={filing.revise}
            input={on}
            label="撤回修改"
            title="撤回修改报备表?"
            happens={['已签的章作废,改好后要重新签。']}
            done="已撤回,可以修改"
            type="default"
          />
        </>
      )}
      {state === 'submitted' && (
        <ConfirmCommand
          route={filing.recall}
          input={on}
          label="撤回报送"
          title="撤回报送?"
          happens={['回到「待报送」,签章仍然有效。']}
          done="已撤回报送"
          type="default"
        />
      )}
      {!['submitted', 'accepted', 'filed', 'cancelled'].includes(state) && <Cancel matter={matter} />}
    </>
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

function ReviewerActs({ matter }: { matter: MatterView }) {
  const on = { params: { matter: matter.id }, body: { version: matter.version } }
  if (matter.state === 'submitted') {
    return (
      <ConfirmCommand
        route={filing.accept}
        input={on}
        label="受理"
        title="受理这件报送?"
        happens={['报送人不能再撤回。', '审查期限开始计时;需要补正的,一次性列全。']}
        done="已受理"
      />
    )
  }
  if (matter.state !== 'accepted') return null
  return (
    <>
      <FileAway matter={matter} />
      <Return matter={matter} />
      <Refuse matter={matter} />
    </>
  )
}

function Refuse({ matter }: { matter: MatterView }) {
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
    >
      <Ask long label="不予备案的理由" value={reason} onChange={setReason} />
    </ConfirmCommand>
  )
}
