import { spokenInstant } from '../../../shared/kernel/clock.ts'
import type { Step } from '../../../web/site/pages/matter.ts'
import { type Matter, type Part, type PublicStep, STATES } from '../../matters/offers.ts'
import type { Notice } from '../domain/notice.ts'

const REGISTERED: PublicStep = { name: '登记', states: [], done: true }

/**
 * How far the matter has come, for everybody: the registration, then the steps of all parts in the order of life. A matter
 * that was cancelled is at none of them, which the page says above.
 */
export function stepsOf(
  parts: readonly Pick<Part, 'publicSteps'>[],
  matter: Pick<Matter, 'life' | 'registeredAt' | 'since'>,
  notice: Pick<Notice, 'publishedAt'>,
): Step[] {
  const { state } = matter.life
  const joined = parts.flatMap((part) => part.publicSteps).sort((a, b) => placeOf(a) - placeOf(b))
  const steps = [REGISTERED, ...joined]
  const now = steps.findIndex(({ states }) => states.includes(state))
  return steps.map((step, i) => {
    const at = i === now ? matter.since : ''
    const known =
      step === REGISTERED ? matter.registeredAt : step.states.includes('consulting') ? notice.publishedAt : at
    // What has its date has been, also where nothing goes on any more.
    const past = i < now || known !== ''
    return {
      name: step.name,
      at: known && spokenInstant(new Date(known)),
      state: i === now && !step.done ? 'here' : past ? 'past' : 'ahead',
    }
  })
}

const placeOf = ({ states }: PublicStep) => Math.min(...states.map((state) => STATES.indexOf(state)))
