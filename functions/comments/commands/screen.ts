import type { Actor } from '../../../shared/identity/actor.ts'
import type { Stamp } from '../../../shared/table/once.ts'
import { KIND_NAMES, type Kind } from '../domain/words.ts'
import { screenKey, seenKey } from '../store.ts'
import { commitHearing, type HearDeps, loadComment, loadHeard } from './hear.ts'

/**
 * An officer has looked at a comment: its kind is set right where the writer chose another or none, and the filing body
 * may read it from now on, masked. What turns out to be an accusation is never shown to that body.
 */
export async function screen(
  deps: HearDeps,
  actor: Actor,
  input: { matter: string; comment: string; kind?: Kind | undefined },
  stamp: Stamp,
): Promise<void> {
  const { notice } = await loadHeard(deps, actor, input.matter)
  const { seen } = await loadComment(deps, notice, input.comment)
  const kind = input.kind ?? seen.kind
  const at = deps.now().toISOString()
  const changed = kind === seen.kind ? '' : `,类别改为「${KIND_NAMES[kind]}」`
  await commitHearing(deps, actor, input.matter, {
    type: 'comments.screened',
    data: { what: `审看意见 ${seen.id.slice(0, 8)}${changed}`, comment: seen.id, kind },
    rows: [{ put: { ...screenKey(input.matter, seen.id), id: seen.id, kind, at }, when: 'any' }], // guarded by the chain's version
    others: [
      {
        put: { ...seenKey(input.matter, seen.id), ...seen, kind, screened: true },
        when: [{ attribute: 'bucket', is: seen.bucket }],
      },
      ...stamp(input.matter),
    ],
  })
}
