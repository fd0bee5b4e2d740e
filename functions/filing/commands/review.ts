import type { Actor } from '../../../shared/identity/actor.ts'
import type { OnceWrites } from '../../../shared/table/once.ts'
import { type OnMatter, type Step, takeStep } from '../../matters/offers.ts'
import type { Deps } from '../deps.ts'
import type { Defect } from '../domain/defect.ts'
import { demandReturnable, demandReviewer } from '../domain/rights.ts'
import { endReviewClocks, startReviewClock } from './clocks.ts'

export const ACCEPT: Step<'accept'> = { name: 'accept', type: 'filing.accepted', demand: demandReviewer }
export const RETURN: Step<'return'> = { name: 'return', type: 'filing.returned', demand: demandReviewer }
export const REFUSE: Step<'refuse'> = { name: 'refuse', type: 'filing.refused', demand: demandReviewer }

/** Accepts a submission for review (受理). */
export function accept(deps: Deps, actor: Actor, input: OnMatter, once: OnceWrites): Promise<void> {
  return takeStep(
    deps,
    { actor, input, once, step: ACCEPT },
    async (head, { author, formHash, revision, notice }, at) => ({
      life: { state: 'accepted', author, formHash, revision, acceptedBy: actor.account, notice },
      clocks: [await endReviewClocks(deps, head.id, at), startReviewClock(deps, head, 'filing-review', at)],
    }),
  )
}

/** Returns a submission for correction with all its defects at once (形式审查,一次性告知补正). It happens once. */
export function returnForCorrection(
  deps: Deps,
  actor: Actor,
  input: OnMatter & { readonly defects: readonly Defect[] },
  once: OnceWrites,
): Promise<void> {
  return takeStep(deps, { actor, input, once, step: RETURN }, async (head, { notice }, at) => {
    demandReturnable(head)
    return {
      life: { state: 'returned', notice },
      more: { stamps: {}, level: '', corrections: head.corrections + 1, defects: [...input.defects] },
      data: { defects: input.defects.map((d) => ({ ...d })) },
      clocks: [await endReviewClocks(deps, head.id, at), startReviewClock(deps, head, 'correction', at)],
    }
  })
}

/** Refuses to file: the matter goes back to assessment with a reason (调整再评). */
export function refuse(
  deps: Deps,
  actor: Actor,
  input: OnMatter & { readonly reason: string },
  once: OnceWrites,
): Promise<void> {
  return takeStep(deps, { actor, input, once, step: REFUSE }, async (head, { notice }, at) => ({
    life: { state: 'assessing', notice, reason: `不予备案:${input.reason}` },
    more: { stamps: {}, level: '', corrections: 0, defects: [] },
    data: { reason: input.reason },
    clocks: [await endReviewClocks(deps, head.id, at)],
  }))
}
