import type { Actor } from '../../../shared/identity/actor.ts'
import type { OnceWrites } from '../../../shared/table/once.ts'
import { demandFiler, type OnMatter, type Step, takeStep } from '../../matters/offers.ts'
import type { Deps } from '../deps.ts'

export const REVISE: Step<'revise'> = { name: 'revise', type: 'filing.revised', demand: demandFiler }

/** Takes a finished report back to change it. Stamps on the old form stay on record, but no longer count. */
export function revise(deps: Deps, actor: Actor, input: OnMatter, once: OnceWrites): Promise<void> {
  return takeStep(deps, { actor, input, once, step: REVISE }, async (_, { after, notice, formHash }) => ({
    life:
      after === 'returned'
        ? { state: 'returned', notice }
        : { state: 'assessing', notice, reason: '报告已撤回修改,改好后请重新完成' },
    more: { stamps: {}, level: '' },
    data: { formHash },
  }))
}
