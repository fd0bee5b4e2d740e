import type { Actor } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Stamp } from '../../../shared/table/once.ts'
import { advance } from '../domain/matter.ts'
import { demandFiler } from '../domain/rights.ts'
import { nextStamp, STAMP_NAMES, STAMP_STATE } from '../domain/stamps.ts'
import { demandState } from '../domain/transitions.ts'
import { commitMatter, loadForCommand, type OnMatter } from './change.ts'
import { closeClocks, restartCorrection, startReviewClock } from './clocks.ts'
import type { Deps } from './deps.ts'

/** Submits the finished report with its form to the filing authority; the authority's clock starts with it. */
export async function submit(deps: Deps, actor: Actor, input: OnMatter, stamp: Stamp): Promise<void> {
  const head = await loadForCommand(deps, actor, input)
  demandFiler(actor, head)
  const { state: _, ...finished } = demandState(head.life, 'submit')
  const missing = nextStamp(head.stamps, finished.formHash, head.superior !== null)
  if (missing && STAMP_STATE[missing] === 'reported') {
    throw new Refusal('rule', `报送前还缺「${STAMP_NAMES[missing]}」。`, {
      fields: [{ field: `stamps.${missing}`, message: '尚未签章' }],
    })
  }
  const at = deps.now()
  const after = advance(head, 'submit', { state: 'submitted', ...finished }, at.toISOString())
  // A correction is made when it is submitted, not when its report is finished: finishing could be taken back.
  const closed = await closeClocks(deps, head.id, at)
  const clock = startReviewClock(deps, after, 'filing-accept', at)
  await commitMatter(deps, {
    before: head,
    after,
    actor,
    type: 'filing.submitted',
    at: after.since,
    data: { formHash: finished.formHash },
    clocks: [closed, clock],
    others: stamp(head.id),
  })
}

/** Takes a submission back, as long as nobody accepted it. What was to be corrected has its clock again. */
export async function recall(deps: Deps, actor: Actor, input: OnMatter, stamp: Stamp): Promise<void> {
  const head = await loadForCommand(deps, actor, input)
  demandFiler(actor, head)
  const { state: _, ...finished } = demandState(head.life, 'recall')
  const at = deps.now()
  const after = advance(head, 'recall', { state: 'reported', ...finished }, at.toISOString())
  const closed = await closeClocks(deps, head.id, at)
  const again = finished.after === 'returned' ? [await restartCorrection(deps, after, at)] : []
  await commitMatter(deps, {
    before: head,
    after,
    actor,
    type: 'filing.recalled',
    at: after.since,
    clocks: [closed, ...again],
    others: stamp(head.id),
  })
}
