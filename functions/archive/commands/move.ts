import { extend, type Head, SYSTEM } from '../../../shared/events/chain.ts'
import { commitDecided } from '../../../shared/events/change.ts'
import type { Item } from '../../../shared/table/table.ts'
import { changeWrites, loadMatter, type MatterDeps } from '../../matters/offers.ts'
import { documentRow, loadUnmoved, unmovedKey, VolumeHead, volumePk } from '../store.ts'

/** Two rows of the commit for each paper, besides two heads and two events and what the matter's own change brings. */
const AT_ONCE = 30

/**
 * Brings the papers of the first release, which lay under the matter, into the volume's own chain: the old row's end in
 * one event, the new row's start in another, both in one commit. Each commit leaves a whole that verifies; a crash
 * between two goes on from there, since the volume's head says that it is still moving.
 */
export async function moved(deps: MatterDeps, matter: string): Promise<void> {
  const pk = volumePk(matter)
  const volume = await deps.matters.get({ pk, sk: 'HEAD' })
  if (volume && !VolumeHead.parse(volume).moving) return
  if (!volume && (await loadUnmoved(deps.matters, matter, 1)).length === 0) return
  let more = true
  while (more) more = await moveSome(deps, matter)
}

/** @returns whether more are left */
async function moveSome(deps: MatterDeps, matter: string): Promise<boolean> {
  let left = false
  await commitDecided(deps.matters, async () => {
    const pk = volumePk(matter)
    const [head, volume, documents] = await Promise.all([
      loadMatter(deps.matters, matter),
      deps.matters.get({ pk, sk: 'HEAD' }),
      loadUnmoved(deps.matters, matter, AT_ONCE + 1),
    ])
    if (!head || (volume && !VolumeHead.parse(volume).moving)) {
      left = false
      return undefined
    }
    const some = documents.slice(0, AT_ONCE)
    left = documents.length > some.length
    const at = deps.now()
    const what = `台账材料 ${some.length} 份移入本卷自己的记录`
    const old = some.map((document) => ({ delete: unmovedKey(document), when: 'present' }) as const)
    const change = { after: head, type: 'archive.moved-out', data: { what }, rows: old } as const
    const out = await changeWrites(deps, head, change, SYSTEM, at)
    const state: VolumeHead = { matter, moving: left }
    const into = extend(pk, volume as (Head & Item) | undefined, {
      state,
      type: 'archive.moved-in',
      by: SYSTEM,
      at: at.toISOString(),
      data: { what },
      rows: some.map((document) => ({ put: documentRow(document), when: 'absent' })),
    })
    return [...out, ...into.writes]
  })
  return left
}
