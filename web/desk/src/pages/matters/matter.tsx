import { useParams } from 'wouter'
import { useRead } from '../../api/hooks.ts'
import { filing, type MatterView } from '../../api/routes.ts'
import { Due } from '../../pieces/due.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { PageState } from '../../pieces/page-state.tsx'
import { shortInstant } from '../../pieces/times.ts'
import { useAnchor } from '../../pieces/use-anchor.ts'
import { Documents } from './documents.tsx'
import { Facts } from './facts.tsx'
import { FilingForm } from './filing-form.tsx'
import './matters.css'
import { NextStep } from './next-step.tsx'
import { Notices } from './notices.tsx'
import { Record } from './record.tsx'
import { Stamps } from './stamps.tsx'

/** One matter, one page: head and next step, then 概况 · 公示与意见 · 报备表 · 签章 · 记录 as anchors. */
export default function MatterPage() {
  const { matter = '' } = useParams<{ matter: string }>()
  const read = useRead(filing.read, { params: { matter } }, { everySeconds: 60 })
  return (
    <PageState read={read} what="事项" shape="text">
      {(view) => <Whole matter={view} />}
    </PageState>
  )
}

const ANCHORS = [
  ['facts', '概况'],
  ['notices', '公示与意见'],
  ['documents', '台账'],
  ['form', '报备表'],
  ['stamps', '签章'],
  ['record', '记录'],
] as const

function Whole({ matter }: { matter: MatterView }) {
  useAnchor()
  return (
    <>
      <Head matter={matter} />
      <NextStep matter={matter} />
      <nav className="anchors" aria-label="本页内容">
        {ANCHORS.map(([id, name]) => (
          <a key={id} href={`#${id}`}>
            {name}
          </a>
        ))}
      </nav>
      <Facts matter={matter} />
      <Notices matter={matter} />
      <Documents matter={matter} />
      <FilingForm matter={matter} />
      <Stamps matter={matter} />
      <Record matter={matter.id} />
    </>
  )
}

function Head({ matter }: { matter: MatterView }) {
  const running = matter.clocks.filter((c) => c.state !== 'closed')
  return (
    <PageHead title={matter.title}>
      <p>
        <span className="state">{matter.stateName}</span>
        <span className="number">{matter.filingNumber || matter.id}</span>
        {matter.filingNumber && <span className="quiet number"> · {matter.id}</span>}
      </p>
      <p>
        现在在<strong>{matter.holder}</strong>手里,{shortInstant(new Date(matter.since), new Date())}起;下一步:
        <strong>{matter.next}</strong>
      </p>
      {running.map((clock) => (
        <p key={clock.id} title={clock.basis}>
          {clock.label} {clock.dueOn && clock.state !== 'paused' && <Due on={clock.dueOn} />}
        </p>
      ))}
    </PageHead>
  )
}
