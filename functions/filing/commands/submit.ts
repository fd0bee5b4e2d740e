import type { Actor } from '../../../shared/identity/actor.ts'
import type { OnceWrites } from '../../../shared/table/once.ts'
import { demandFiler, type OnMatter, type Step, takeStep } from '../../matters/offers.ts'
import type { Deps } from '../deps.ts'
import { demandStampsBeforeSubmission } from '../domain/stamps.ts'
import { endReviewClocks, restartCorrection, startReviewClock } from './clocks.ts'

export const SUBMIT: Step<'submit'> = { name: 'submit', type: 'filing.submitted', demand: demandFiler }
export const RECALL: Step<'recall'> = { name: 'recall', type: 'filing.recalled', demand: demandFiler }

/** Submits the finished report with its form to the filing authority; the authority's clock starts with it. */
export function submit(deps: Deps, actor: Actor, input: OnMatter, once: OnceWrites): Promise<void> {
  return takeStep(deps, { actor, input, once, step: SUBMIT }, async (head, { state: _, ...finished }, at) => {
    demandStampsBeforeSubmission(head, finished.formHash)
    return {
      life: { state: 'submitted', ...finished },
      data: { formHash: finished.formHash },
      // The clock of a correction ends here and not with the finished report: finishing can be taken back.
      clocks: [await endReviewClocks(deps, head.id, at), startReviewClock(deps, head, 'filing-accept', at)],
    }
  })
}

/** Takes a submission back while nobody has accepted it. The clock of a correction goes on. */
export function recall(deps: Deps, actor: Actor, input: OnMatter, once: OnceWrites): Promise<void> {
  return takeStep(deps, { actor, input, once, step: RECALL }, async (head, { state: _, ...finished }, at) => {
    const again = finished.after === 'returned' ? [await restartCorrection(deps, head, at)] : []
    return {
      life: { state: 'reported', ...finished },
      clocks: [await endReviewClocks(deps, head.id, at), ...again],
    }
  })
}
