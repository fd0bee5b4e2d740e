import type { Actor } from '../../../shared/identity/actor.ts'
import type { Stamp } from '../../../shared/table/once.ts'
import { advance } from '../domain/matter.ts'
import { demandFiler } from '../domain/rights.ts'
import { demandState } from '../domain/transitions.ts'
import { commitMatter, loadForCommand, type OnMatter } from './change.ts'
import type { Deps } from './deps.ts'

/** Takes a finished report back to change it. Stamps on the old form stay on record, but no longer count. */
export async function revise(deps: Deps, actor: Actor, input: OnMatter, stamp: Stamp): Promise<void> {
  const head = await loadForCommand(deps, actor, input)
  demandFiler(actor, head)
  const { after: back, notice, formHash } = demandState(head.life, 'revise')
  const at = deps.now().toISOString()
  const life =
    back === 'returned'
      ? ({ state: 'returned', notice } as const)
      : ({ state: 'assessing', notice, reason: '报告已撤回修改,改好后请重新完成' } as const)
  const after = advance(head, 'revise', life, at, { stamps: {} })
  await commitMatter(deps, {
    before: head,
    after,
    actor,
    type: 'filing.revised',
    at,
    data: { formHash },
    others: stamp(head.id),
  })
}
