import { extend, type Head, SYSTEM } from '../../../shared/events/chain.ts'
import { commitDecided, type Guarded } from '../../../shared/events/change.ts'
import type { Item } from '../../../shared/table/table.ts'
import { changeWrites, loadMatter, type MatterDeps, type MatterHead } from '../../matters/offers.ts'
import type { Document } from '../domain/document.ts'
import { anyUnmoved, documentRow, loadUnmoved, unmovedKey, VolumeHead, volumePk } from '../store.ts'

/** Each paper is two writes of a commit's hundred; the two heads and two events and the matter's own rows need the rest. */
const AT_ONCE = 30

/**
 * Moves the papers of the first release from the matter's chain to the volume's own. One commit holds both events: the
 * old rows' end and the new rows' start, so both chains verify after each commit. The volume's head says whether more
 * are to come: after a crash the next caller goes on from there.
 */
export async function moved(deps: MatterDeps, matter: string): Promise<void> {
  const [volume, unmoved] = await Promise.all([
    deps.matters.get({ pk: volumePk(matter), sk: 'HEAD' }),
    // Asked for even when all was moved: while an update is on its way, a function of the first release may still write.
    anyUnmoved(deps.matters, matter),
  ])
  if (!unmoved && !isMoving(volume)) return
  let more = true
  while (more) more = await moveSome(deps, matter)
}

const isMoving = (volume: Item | undefined) => volume !== undefined && VolumeHead.parse(volume).moving

/** @returns whether more are left */
async function moveSome(deps: MatterDeps, matter: string): Promise<boolean> {
  let left = false
  const attempt = async () => {
    const [head, volume, documents] = await Promise.all([
      loadMatter(deps.matters, matter),
      deps.matters.get({ pk: volumePk(matter), sk: 'HEAD' }),
      loadUnmoved(deps.matters, matter),
    ])
    left = false
    // Somebody else moved the last of them meanwhile.
    if (!head || (documents.length === 0 && !isMoving(volume))) return undefined
    const batch = documents.slice(0, AT_ONCE)
    left = documents.length > batch.length
    return moveWrites(deps, head, volume as (Head & Item) | undefined, batch, left)
  }
  // What a commit of unknown outcome moved is seen by the next attempt.
  await commitDecided(deps.matters, attempt, { whenUnknown: 'ask again' })
  return left
}

/** One commit on both chains. @param moving whether the volume's head says that more are to come */
async function moveWrites(
  deps: MatterDeps,
  head: MatterHead,
  volume: (Head & Item) | undefined,
  documents: readonly Document[],
  moving: boolean,
): Promise<readonly Guarded[]> {
  const at = deps.now()
  const data = { what: `台账材料 ${documents.length} 份移入本卷自己的记录` }
  const gone = documents.map((document) => ({ delete: unmovedKey(document), when: 'present' }) as const)
  const out = await changeWrites(deps, head, { after: head, type: 'archive.moved-out', data, rows: gone }, SYSTEM, at)
  const state: VolumeHead = { matter: head.id, moving }
  const into = extend(volumePk(head.id), volume, {
    state,
    type: 'archive.moved-in',
    by: SYSTEM,
    at: at.toISOString(),
    data,
    rows: documents.map((document) => ({ put: documentRow(document), when: 'absent' })),
  })
  return [...out, ...into.writes]
}
