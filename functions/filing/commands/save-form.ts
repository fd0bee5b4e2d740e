import type { Actor } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import { hashOf } from '../../../shared/signing/hash.ts'
import type { OnceWrites } from '../../../shared/table/once.ts'
import { changeMatter, demandPart, touched } from '../../matters/offers.ts'
import type { Deps } from '../deps.ts'
import type { Form } from '../domain/form.ts'
import { demandFormWriter } from '../domain/rights.ts'
import { type FormRow, formWrite, loadForm } from '../store.ts'

/** Most bytes of a form. A row holds 400 KB, and hundreds of long risks in Chinese would be more. */
const MOST = 360 * 1024

export interface SaveForm {
  readonly matter: string
  /** Revision of the form that the writer had in view. */
  readonly version: number
  readonly form: Form
}

/**
 * Saves the filing form. Saving the same content again changes nothing and makes no event. The form must be the one that
 * the writer had in view; what else happened on the matter (a colleague brought a paper) is no conflict.
 */
export function saveForm(deps: Deps, actor: Actor, input: SaveForm, once: OnceWrites): Promise<void> {
  if (Buffer.byteLength(JSON.stringify(input.form)) > MOST) throw tooLong()
  const formHash = hashOf(input.form)
  return changeMatter(deps, input.matter, actor, async (head, at) => {
    demandFormWriter(actor, head)
    const before = await loadForm(deps.matters, head.id)
    if (before?.formHash === formHash) return undefined
    demandPart(head, 'form', input.version)
    const savedAt = at.toISOString()
    const revision = (before?.revision ?? 0) + 1
    const row: FormRow = { form: input.form, formHash, revision, savedBy: actor.account, savedAt }
    return {
      after: touched(head, 'form', actor.name, savedAt),
      type: 'filing.form-saved',
      data: { revision, formHash },
      rows: [formWrite(head.id, row)],
      others: once(head.id),
    }
  })
}

function tooLong(): Refusal {
  return new Refusal('too-large', '报备表的文字太多,存不下。请把主要风险写得简短些,详细内容放进评估报告。', {
    fields: [{ field: 'form.risks', message: '请精简' }],
  })
}
