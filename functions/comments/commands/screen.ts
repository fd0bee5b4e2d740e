import type { Actor } from '../../../shared/identity/actor.ts'
import type { OnceWrites } from '../../../shared/table/once.ts'
import { KIND_NAMES, type Kind } from '../domain/words.ts'
import { ScreenRow, screenKey, seenKey, stillAs } from '../store.ts'
import { changedBy, changeHearing, type HearDeps, loadComment, loadHeard } from './hear.ts'

/**
 * An officer has looked at a comment: its kind is set right where the writer chose another or none, and the filing body
 * may read it from now on, masked. What turns out to be an accusation is never shown to that body.
 */
export async function screen(
  deps: HearDeps,
  actor: Actor,
  input: { matter: string; comment: string; kind?: Kind | undefined },
  stamp: OnceWrites,
): Promise<void> {
  const { matter } = input
  let kindBefore: Kind | undefined
  await changeHearing(deps, matter, actor, async (at) => {
    const { notice } = await loadHeard(deps, actor, matter)
    const { seen } = await loadComment(deps, notice, input.comment)
    kindBefore ??= seen.kind
    if (seen.kind !== kindBefore) {
      const last = await deps.matters.get(screenKey(matter, seen.id))
      throw changedBy('改正了这条意见的类别', last && ScreenRow.parse(last))
    }
    const kind = input.kind ?? seen.kind
    const corrected = kind === seen.kind ? '' : `,类别改为「${KIND_NAMES[kind]}」`
    const row: ScreenRow = { id: seen.id, kind, by: actor.name, organName: actor.organName, at }
    return {
      type: 'comments.screened',
      data: { what: `审看意见 ${seen.id.slice(0, 8)}${corrected}`, comment: seen.id, kind },
      rows: [{ put: { ...screenKey(matter, seen.id), ...row }, when: 'any' }], // guarded by the chain's version
      others: [
        { put: { ...seenKey(matter, seen.id), ...seen, kind, screened: true }, when: stillAs(seen) },
        ...stamp(matter),
      ],
    }
  })
}
