import { eventsAfter } from '../../../shared/events/chain.ts'
import { demandVersion } from '../../../shared/events/commit.ts'
import type { Actor } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import { hashOf } from '../../../shared/signing/hash.ts'
import type { Stamp } from '../../../shared/table/once.ts'
import type { Form } from '../domain/form.ts'
import { STATE_NAMES } from '../domain/life.ts'
import { demandFiler } from '../domain/rights.ts'
import { FORM_SK, type FormRow, loadForm, matterPk } from '../store.ts'
import { commitMatter, loadForReading, type OnMatter } from './change.ts'
import type { Deps } from './deps.ts'

/** States in which the form may still be written. From `reported` on it is frozen by its hash. */
const WRITABLE = ['registered', 'consulting', 'assessing', 'returned']

/** Bytes of a form as stored: a row holds 400 KB, and hundreds of long risks in Chinese are more. */
const MOST = 360 * 1024

/**
 * Saves the filing form. Saving what is already there changes nothing and makes no event. A version that is older only
 * because of other things (a colleague brought a paper meanwhile) is no conflict: the form itself must not have changed.
 */
export async function saveForm(
  deps: Deps,
  actor: Actor,
  input: OnMatter & { form: Form },
  stamp: Stamp,
): Promise<void> {
  const head = await loadForReading(deps, actor, input.matter)
  demandFiler(actor, head)
  if (await formChangedSince(deps, head.pk, input.version)) await demandVersion(deps.matters, head, input.version)
  if (!WRITABLE.includes(head.life.state)) {
    throw new Refusal(
      'wrong-state',
      `这个事项现在是「${STATE_NAMES[head.life.state]}」,报备表已经定稿,不能再改;需要修改请先撤回。`,
    )
  }
  if (Buffer.byteLength(JSON.stringify(input.form)) > MOST) {
    throw new Refusal('too-large', '报备表的文字太多,存不下。请把主要风险写得简短些,详细内容放进评估报告。', {
      fields: [{ field: 'form.risks', message: '请精简' }],
    })
  }
  const before = await loadForm(deps.matters, head.id)
  const formHash = hashOf(input.form)
  if (before?.formHash === formHash) return
  const at = deps.now().toISOString()
  const row: FormRow = {
    form: input.form,
    formHash,
    revision: (before?.revision ?? 0) + 1,
    savedBy: actor.account,
    savedAt: at,
  }
  await commitMatter(deps, {
    before: head,
    after: head,
    actor,
    type: 'filing.form-saved',
    at,
    data: { revision: row.revision, formHash },
    rows: [{ put: { pk: matterPk(head.id), sk: FORM_SK, ...row }, when: 'any' }], // guarded by the head's version
    others: stamp(head.id),
  })
}

/** Each commit of a subject makes one event, so a version is also the number of the last event its reader had seen. */
async function formChangedSince(deps: Deps, pk: string, version: number): Promise<boolean> {
  for await (const event of eventsAfter(deps.matters, pk, version)) if (FORM_SK in event.rows) return true
  return false
}
