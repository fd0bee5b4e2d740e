import type { Actor } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Stamp } from '../../../shared/table/once.ts'
import { demandFiler, type OnMatter, type Step, takeStep } from '../../matters/offers.ts'
import type { Deps } from '../deps.ts'
import { nextStamp, STAMP_NAMES, STAMP_STATE } from '../domain/stamps.ts'
import { endReviewClocks, restartCorrection, startReviewClock } from './clocks.ts'

export const SUBMIT: Step<'submit'> = { name: 'submit', type: 'filing.submitted', demand: demandFiler }
export const RECALL: Step<'recall'> = { name: 'recall', type: 'filing.recalled', demand: demandFiler }

/** Submits the finished report with its form to the filing authority; the authority's clock starts with it. */
export function submit(deps: Deps, actor: Actor, input: OnMatter, once: Stamp): Promise<void> {
  return takeStep(deps, { actor, input, once, step: SUBMIT }, async (head, { state: _, ...finished }, at) => {
    const missing = nextStamp(head.stamps, finished.formHash, head.superior !== null)
    if (missing && STAMP_STATE[missing] === 'reported') {
      throw new Refusal('rule', `报送前还缺「${STAMP_NAMES[missing]}」。`, {
        fields: [{ field: `stamps.${missing}`, message: '尚未签章' }],
      })
    }
    return {
      life: { state: 'submitted', ...finished },
      data: { formHash: finished.formHash },
      // The clock of a correction ends here and not with the finished report: finishing can be taken back.
      clocks: [await endReviewClocks(deps, head.id, at), startReviewClock(deps, head, 'filing-accept', at)],
    }
  })
}

/** Takes a submission back while nobody has accepted it. The clock of a correction goes on. */
export function recall(deps: Deps, actor: Actor, input: OnMatter, once: Stamp): Promise<void> {
  return takeStep(deps, { actor, input, once, step: RECALL }, async (head, { state: _, ...finished }, at) => {
    const again = finished.after === 'returned' ? [await restartCorrection(deps, head, at)] : []
    return {
      life: { state: 'reported', ...finished },
      clocks: [await endReviewClocks(deps, head.id, at), ...again],
    }
  })
}
