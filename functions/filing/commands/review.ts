import type { Actor } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Stamp } from '../../../shared/table/once.ts'
import type { Defect } from '../domain/life.ts'
import { advance } from '../domain/matter.ts'
import { demandReviewer } from '../domain/rights.ts'
import { demandState } from '../domain/transitions.ts'
import { commitMatter, loadForCommand, type OnMatter } from './change.ts'
import { closeClocks, startReviewClock } from './clocks.ts'
import type { Deps } from './deps.ts'

/** Accepts a submission for review (受理). */
export async function accept(deps: Deps, actor: Actor, input: OnMatter, stamp: Stamp): Promise<void> {
  const head = await loadForCommand(deps, actor, input)
  demandReviewer(actor, head)
  const { author, formHash, revision, notice } = demandState(head.life, 'accept')
  const at = deps.now()
  const life = { state: 'accepted', author, formHash, revision, acceptedBy: actor.account, notice } as const
  const after = advance(head, 'accept', life, at.toISOString())
  const closed = await closeClocks(deps, head.id, at)
  const clock = startReviewClock(deps, after, 'filing-review', at)
  await commitMatter(deps, {
    before: head,
    after,
    actor,
    type: 'filing.accepted',
    at: after.since,
    clocks: [closed, clock],
    others: stamp(head.id),
  })
}

/**
 * Returns a submission for correction with all its defects at once (形式审查,一次性告知补正). It happens once: what was
 * not told then cannot be asked for later; what stays wrong is answered by the filing opinion.
 */
export async function returnForCorrection(
  deps: Deps,
  actor: Actor,
  input: OnMatter & { defects: readonly Defect[] },
  stamp: Stamp,
): Promise<void> {
  const head = await loadForCommand(deps, actor, input)
  demandReviewer(actor, head)
  const { notice } = demandState(head.life, 'return')
  if (head.corrections > 0) {
    throw new Refusal(
      'rule',
      '补正应当一次性告知,这个事项已经退回过一次,不能再次退回;仍不符合的,请不予备案并说明理由,或在备案时提示风险。',
    )
  }
  const at = deps.now()
  const change = { stamps: {}, corrections: head.corrections + 1, defects: [...input.defects] }
  const after = advance(head, 'return', { state: 'returned', notice }, at.toISOString(), change)
  const closed = await closeClocks(deps, head.id, at)
  const clock = startReviewClock(deps, after, 'correction', at)
  await commitMatter(deps, {
    before: head,
    after,
    actor,
    type: 'filing.returned',
    at: after.since,
    data: { defects: input.defects.map((d) => ({ ...d })) },
    clocks: [closed, clock],
    others: stamp(head.id),
  })
}

/** Refuses to file: the matter goes back to assessment with a reason (调整再评). */
export async function refuse(
  deps: Deps,
  actor: Actor,
  input: OnMatter & { reason: string },
  stamp: Stamp,
): Promise<void> {
  const head = await loadForCommand(deps, actor, input)
  demandReviewer(actor, head)
  const { notice } = demandState(head.life, 'refuse')
  const at = deps.now()
  const life = { state: 'assessing', notice, reason: `不予备案:${input.reason}` } as const
  const after = advance(head, 'refuse', life, at.toISOString(), { stamps: {}, corrections: 0, defects: [] })
  const closed = await closeClocks(deps, head.id, at)
  await commitMatter(deps, {
    before: head,
    after,
    actor,
    type: 'filing.refused',
    at: after.since,
    data: { reason: input.reason },
    clocks: [closed],
    others: stamp(head.id),
  })
}
