import { useParams } from 'wouter'
import { useRead } from '../../api/hooks.ts'
import { filing, type MatterView } from '../../api/routes.ts'
import { Due } from '../../pieces/due.tsx'
import { levelName } from '../../pieces/level.ts'
import { PageHead } from '../../pieces/page-head.tsx'
import { PageState } from '../../pieces/page-state.tsx'
import { shortInstant } from '../../pieces/times.ts'
import { useAnchor } from '../../pieces/use-anchor.ts'
import './matters.css'
import { NextStep } from './next-step.tsx'
import { PANELS } from './panels.ts'

/** One matter, one page: head and next step, then the panels (`panels.ts`), each with its anchor. */
export default function MatterPage() {
  const { matter = '' } = useParams<{ matter: string }>()
  const read = useRead(filing.read, { params: { matter } }, { everySeconds: 60 })
  return (
    <PageState read={read} what="事项" shape="text">
      {(view) => <Whole matter={view} />}
    </PageState>
  )
}

function Whole({ matter }: { matter: MatterView }) {
  useAnchor()
  return (
    <>
      <Head matter={matter} />
      <NextStep matter={matter} />
      <nav className="anchors" aria-label="本页内容">
        {PANELS.map(({ id, name }) => (
          <a key={id} href={`#${id}`}>
            {name}
          </a>
        ))}
      </nav>
      {PANELS.map(({ id, view: View }) => (
        <View key={id} matter={matter} />
      ))}
    </>
  )
}

function Head({ matter }: { matter: MatterView }) {
  const running = matter.clocks.filter((c) => c.state !== 'closed')
  return (
    <PageHead title={matter.title}>
      <p>
        <span className="state">{matter.stateName}</span>
        {matter.level && <span className="state">{levelName(matter.level)}</span>}
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
