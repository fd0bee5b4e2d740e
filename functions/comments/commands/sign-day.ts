import { SYSTEM } from '../../../shared/events/chain.ts'
import type { Guarded } from '../../../shared/events/change.ts'
import type { Ports } from '../../../shared/ports.ts'
import { sha256 } from '../../../shared/signing/hash.ts'
import { merkleRoot } from '../domain/merkle.ts'
import { leavesKey, type RootRow, rootKey } from '../store.ts'
import { changeHearing } from './hear.ts'

type Deps = Pick<Ports, 'matters' | 'now' | 'signer'>

/** 4000 commitments are 268 KB, under what a row may hold; ten such rows are under what a commit may. */
const PER_ROW = 4000
const MOST_ROWS = 10

/**
 * Rolls a day's commitments into one Merkle root, signed and written to the hearing's chain, once: so that a comment
 * that is in it can be proved to be.
 */
export async function signDay(deps: Deps, matter: string, day: string, commitments: readonly string[]): Promise<void> {
  const leaves = [...commitments].sort()
  const root = merkleRoot(sha256, leaves)
  const count = leaves.length
  const row: RootRow = { day, count, root, jws: await deps.signer.sign('wenping-root', { matter, day, count, root }) }
  const decide = async () => {
    if (await deps.matters.get(rootKey(matter, day))) return undefined
    return {
      type: 'comments.rooted',
      data: { what: `${day} 的意见已汇总签名`, day, count, root },
      rows: [{ put: { ...rootKey(matter, day), ...row }, when: 'absent' }, ...leavesRows(matter, day, leaves)],
    } as const
  }
  await changeHearing(deps, matter, SYSTEM, decide, { whenUnknown: 'ask again' })
}

/** Of a day with more than 40 000 the paths are found from an export, not from a look-up. */
function leavesRows(matter: string, day: string, leaves: readonly string[]): Guarded[] {
  const parts = Math.ceil(leaves.length / PER_ROW)
  if (parts > MOST_ROWS) return []
  return Array.from({ length: parts }, (_, part) => ({
    put: { ...leavesKey(matter, day, part), leaves: leaves.slice(part * PER_ROW, (part + 1) * PER_ROW) },
    when: 'absent',
  }))
}
