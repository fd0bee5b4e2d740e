import type { Actor } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Sealer } from '../../../shared/signing/sealing.ts'
import { contactKey, openedKey } from '../store.ts'
import { commitHearing, type HearDeps, loadComment, loadHeard } from './hear.ts'

/**
 * Opens a writer's contact data for one officer, with the reason. The look is on record before anything is shown, and
 * the receipt page tells the writer that somebody looked.
 */
export async function readContact(
  deps: HearDeps & { readonly sealer: Sealer },
  actor: Actor,
  input: { matter: string; comment: string; reason: string },
): Promise<{ name: string; phone: string }> {
  const { notice } = await loadHeard(deps, actor, input.matter)
  const { comment } = await loadComment(deps, notice, input.comment)
  const item = comment.contact ? await deps.identities.get(contactKey(comment.id)) : undefined
  if (!item) throw new Refusal('not-found', '这条意见没有留联系方式。')
  const opened = openedKey(input.matter, comment.id)
  const before = Number((await deps.matters.get(opened))?.n ?? 0)
  await commitHearing(deps, actor, input.matter, {
    type: 'comments.contact-read',
    rows: [{ put: { ...opened, n: before + 1 }, when: 'any' }], // guarded by the chain's version
    data: { what: `查看意见 ${comment.id.slice(0, 8)} 的联系方式:${input.reason}`, comment: comment.id },
  })
  const { name, phone } = JSON.parse(await deps.sealer.open('contacts', String(item.sealed))) as Record<string, string>
  return { name: name ?? '', phone: phone ?? '' }
}
