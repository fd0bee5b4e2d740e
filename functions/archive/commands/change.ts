import type { By } from '../../../shared/events/chain.ts'
import { change, type Guarded } from '../../../shared/events/change.ts'
import type { Json } from '../../../shared/kernel/canonical.ts'
import { loadMatter, type MatterDeps, type MatterHead, noSuchMatter, unmoved } from '../../matters/offers.ts'
import { type VolumeHead, volumePk } from '../store.ts'
import { moved } from './move.ts'

export interface ArchiveChange {
  readonly type: `archive.${string}`
  readonly by: By
  readonly at: string
  /** Ids, kinds and hashes. Titles and file names stay in the row: they may name a person. */
  readonly data: Readonly<Record<string, Json>> & { readonly what: string }
  readonly rows: readonly Guarded[]
  readonly others?: readonly Guarded[]
}

/**
 * One change of a volume, on its own chain. Papers do not depend on each other or on what somebody had in view, so a lost
 * race is simply decided again. The commit demands that the matter is still in the state that was decided on.
 * @param decide from the matter as it stands; undefined when nothing is left to do. It is asked again when the store
 *   could not say whether a commit went through, and then sees for itself
 */
export async function changeVolume(
  deps: MatterDeps,
  matter: string,
  decide: (head: MatterHead) => Promise<ArchiveChange | undefined>,
): Promise<void> {
  await moved(deps, matter)
  const volume = { pk: volumePk(matter), read: () => undefined }
  await change(
    deps.matters,
    volume,
    async () => {
      const head = await loadMatter(deps.matters, matter)
      if (!head) throw noSuchMatter()
      const decided = await decide(head)
      if (!decided) return undefined
      const state: VolumeHead = { matter, moving: false }
      return { ...decided, state, others: [...(decided.others ?? []), unmoved(head)] }
    },
    { whenUnknown: 'ask again' },
  )
}
