import type { Actor } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Ports } from '../../../shared/ports.ts'
import type { OnceWrites } from '../../../shared/table/once.ts'
import type { Item } from '../../../shared/table/table.ts'
import { contactKey, openedKey } from '../store.ts'
import { changeHearing, type HearDeps, loadComment, loadHeard } from './hear.ts'

interface Opening {
  readonly matter: string
  readonly comment: string
  readonly reason: string
}

/**
 * Puts on record that an officer opens a writer's contact data, and why. The receipt page tells the writer how often
 * somebody did: a request that is sent again under its key is one time.
 */
export async function recordOpening(deps: HearDeps, actor: Actor, opening: Opening, stamp: OnceWrites): Promise<void> {
  const { matter, comment, reason } = opening
  await changeHearing(deps, matter, actor, async () => {
    await loadContact(deps, actor, opening)
    const opened = openedKey(matter, comment)
    const before = Number((await deps.matters.get(opened))?.n ?? 0)
    return {
      type: 'comments.contact-read',
      rows: [{ put: { ...opened, n: before + 1 }, when: 'any' }], // guarded by the chain's version
      data: { what: `查看意见 ${comment.slice(0, 8)} 的联系方式:${reason}`, comment },
      others: stamp(matter),
    }
  })
}

/** The contact data, for who has them on record as opened: never called before `recordOpening` has committed. */
export async function openContact(
  deps: HearDeps & Pick<Ports, 'sealer'>,
  actor: Actor,
  opening: Opening,
): Promise<{ name: string; phone: string }> {
  const { sealed } = await loadContact(deps, actor, opening)
  const { name = '', phone = '' } = JSON.parse(await deps.sealer.open('contacts', String(sealed)))
  return { name: String(name), phone: String(phone) }
}

async function loadContact(deps: HearDeps, actor: Actor, { matter, comment: id }: Opening): Promise<Item> {
  const { notice } = await loadHeard(deps, actor, matter)
  const { comment } = await loadComment(deps, notice, id)
  const contact = comment.contact ? await deps.identities.get(contactKey(comment.id)) : undefined
  if (!contact) throw new Refusal('not-found', '这条意见没有留联系方式。')
  return contact
}
