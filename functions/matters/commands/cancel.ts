import type { Actor } from '../../../shared/identity/actor.ts'
import type { OnceWrites } from '../../../shared/table/once.ts'
import type { MatterDeps } from '../deps.ts'
import { demandFiler } from '../domain/rights.ts'
import { endClocks } from './clocks.ts'
import { type OnMatter, type Step, takeStep } from './step.ts'

export const CANCEL: Step<'cancel'> = { name: 'cancel', type: 'matters.cancelled', demand: demandFiler }

/** Ends a matter that will not be carried out. A plan item ends only as 已评, 取消(理由) or 转涉密线下 (报备制度). */
export function cancel(
  deps: MatterDeps,
  actor: Actor,
  input: OnMatter & { readonly reason: string },
  once: OnceWrites,
): Promise<void> {
  return takeStep(deps, { actor, input, once, step: CANCEL }, async (head, _, at) => ({
    life: { state: 'cancelled', reason: input.reason },
    data: { reason: input.reason },
    clocks: [await endClocks(deps, head.id, at, () => true, 'void')],
  }))
}
