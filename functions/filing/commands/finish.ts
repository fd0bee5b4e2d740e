import type { Actor } from '../../../shared/identity/actor.ts'
import type { OnceWrites } from '../../../shared/table/once.ts'
import { demandFiler, demandPart, type OnMatter, type Step, takeStep } from '../../matters/offers.ts'
import type { Deps } from '../deps.ts'
import { loadForm } from '../store.ts'

export const FINISH: Step<'finish'> = { name: 'finish', type: 'filing.finished', demand: demandFiler }

/**
 * Finishes the report: the form is complete, every objection has its disposition and the report is in the volume, as the
 * parts demand. The form's hash and the level are frozen here; the stamps are set on them.
 */
export function finish(
  deps: Deps,
  actor: Actor,
  input: OnMatter & { readonly form: number },
  once: OnceWrites,
): Promise<void> {
  return takeStep(deps, { actor, input, once, step: FINISH }, async (head, life) => {
    demandPart(head, 'form', input.form)
    const saved = await loadForm(deps.matters, head.id)
    if (!saved) throw new Error('a report without its form')
    const { formHash, revision, form } = saved
    return {
      life: { state: 'reported', author: actor.account, formHash, revision, after: life.state, notice: life.notice },
      more: { level: form.level },
      data: { formHash, revision },
    }
  })
}
