import { useState } from 'react'
import { filing, type MatterView, STAMP_NAMES, STAMPS, type StampName } from '../../api/routes.ts'
import { actNamed, mayNow } from '../../pieces/acts.ts'
import { Ask } from '../../pieces/ask.tsx'
import { ConfirmCommand } from '../../pieces/confirm-command.tsx'
import { shortInstant } from '../../pieces/times.ts'
import { BringPaper, ConfirmPaper } from './paper.tsx'

/** 签章: four signed steps with their dates, each with who may set it. */
export function Stamps({ matter }: { readonly matter: MatterView }) {
  return (
    <section className="sheet" id="stamps" aria-label="签章">
      <h2>签章</h2>
      <p className="quiet">
        每一处都是有日期的签名,只对版本码 <span className="number">{matter.form.versionCode}</span>{' '}
        的报备表有效。没有电子印章的,可以打印盖章后上传扫描件,由第二人核对。
      </p>
      <ul className="stamps">
        {STAMPS.map((name) => (
          <Seal key={name} matter={matter} name={name} />
        ))}
      </ul>
    </section>
  )
}

function Seal({ matter, name }: { matter: MatterView; name: StampName }) {
  const stamp = matter.stamps[name]
  const whose = {
    assessor: matter.organ,
    decision: matter.decision,
    office: matter.authority,
    superior: matter.superior,
  }[name]
  return (
    <li className={stamp ? 'stamp-box set' : 'stamp-box'} id={`stamp-${name}`}>
      <strong>{STAMP_NAMES[name]}</strong>
      <p className="quiet">{whose?.name ?? '不需要'}</p>
      {stamp && (
        <>
          <p className="seal">
            {stamp.organName} {stamp.name}
          </p>
          <p className="number">
            {shortInstant(new Date(stamp.at), new Date())}
            {stamp.way === 'paper' && '(纸质盖章,扫描件已核对)'}
          </p>
          {stamp.opinion && <p className="text">意见:{stamp.opinion}</p>}
        </>
      )}
      {!stamp && whose && <Unset matter={matter} name={name} />}
    </li>
  )
}

/** A stamp that is not set yet: what it waits for, and what the caller may do about it. */
function Unset({ matter, name }: { matter: MatterView; name: StampName }) {
  const paper = matter.papers.find((p) => p.stamp === name)
  const due = matter.tasks.some((t) => t.name === `stamp-${name}`)
  const own = actNamed(matter.acts, paper ? `confirm-paper:${name}` : `stamp:${name}`)
  if (matter.state === 'cancelled') return <p>没有签章</p>
  const waits = paper ? `扫描件待核对(${paper.broughtByName}提交)` : due ? '待签' : undefined
  return (
    <>
      {/* The server's reason says more than 「还没到这一步」, and is not said beside it. */}
      {(waits || !own?.notNow) && <p>{waits ?? '还没到这一步'}</p>}
      {own?.notNow && <p className="quiet">{own.notNow}</p>}
      {own &&
        !own.notNow &&
        (paper ? <ConfirmPaper matter={matter} paper={paper} /> : <Sign matter={matter} name={name} />)}
      {!paper && mayNow(matter.acts, `bring-paper:${name}`) && <BringPaper matter={matter} stamp={name} />}
    </>
  )
}

function Sign({ matter, name }: { matter: MatterView; name: StampName }) {
  const [opinion, setOpinion] = useState('')
  return (
    <ConfirmCommand
      route={filing.stamp}
      input={{ params: { matter: matter.id, stamp: name }, body: { version: matter.version, opinion } }}
      label="在线签章"
      title={`签「${STAMP_NAMES[name]}」?`}
      happens={[
        '您的姓名、岗位和现在的时间会签进报备表,不能撤销。',
        `签的是版本码 ${matter.form.versionCode} 的这一份。`,
      ]}
      done="已签章"
    >
      <Ask long label="意见(可不填)" value={opinion} onChange={setOpinion} />
    </ConfirmCommand>
  )
}
