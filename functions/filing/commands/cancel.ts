import type { Actor } from '../../../shared/identity/actor.ts'
import type { Stamp } from '../../../shared/table/once.ts'
import { advance } from '../domain/matter.ts'
import { demandFiler } from '../domain/rights.ts'
import { demandState } from '../domain/transitions.ts'
import { commitMatter, loadForCommand, type OnMatter } from './change.ts'
import { closeClocks } from './clocks.ts'
import type { Deps } from './deps.ts'

/** Ends a matter that will not be carried out. A plan item ends only as 已评, 取消(理由) or 转涉密线下 (报备制度). */
export async function cancel(
  deps: Deps,
  actor: Actor,
  input: OnMatter & { reason: string },
  stamp: Stamp,
): Promise<void> {
  const head = await loadForCommand(deps, actor, input)
  demandFiler(actor, head)
  demandState(head.life, 'cancel')
  const now = deps.now()
  const at = now.toISOString()
  const closed = await closeClocks(deps, head.id, now, 'void')
  const after = advance(head, 'cancel', { state: 'cancelled', reason: input.reason }, at)
  await commitMatter(deps, {
    before: head,
    after,
    actor,
    type: 'filing.cancelled',
    at,
    data: { reason: input.reason },
    clocks: [closed],
    others: stamp(head.id),
  })
}
