import { SYSTEM } from '../../../shared/events/chain.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import type { Ports } from '../../../shared/ports.ts'
import { sha256 } from '../../../shared/signing/hash.ts'
import { merkleRoot } from '../domain/merkle.ts'
import { allOf, hearingPk, type RootRow, rootKey, SEALED, Seen, tallyPk } from '../store.ts'
import { commitHearing, type HearDeps } from './hear.ts'

type Deps = HearDeps & Pick<Ports, 'signer'>

/**
 * Rolls each day that is over into one Merkle root per matter, signed and written to the hearing's chain, so that a
 * comment that is in it can be proved to be. Each day once; what came in before midnight but was counted later waits
 * until every comment of the day is counted.
 */
export async function rootDays(deps: Deps): Promise<void> {
  for (const item of await allOf(deps.matters, 'SITE'))
    await rootMatter(deps, item.sk, await leavesOf(deps, tallyPk(item.sk), 'SEEN#'))
  await rootMatter(deps, SEALED, await leavesOf(deps, SEALED, ''))
}

interface Leaf {
  readonly day: string
  readonly commitment: string
}

async function leavesOf(deps: Deps, pk: string, prefix: string): Promise<Leaf[]> {
  return (await allOf(deps.matters, pk, prefix)).map((item) => {
    const { day, commitment } = Seen.pick({ day: true, commitment: true }).parse(item)
    return { day, commitment }
  })
}

async function rootMatter(deps: Deps, matter: string, leaves: readonly Leaf[]): Promise<void> {
  const done = new Set((await allOf(deps.matters, hearingPk(matter), 'ROOT#')).map((item) => String(item.day)))
  // The day before yesterday at the earliest an hour after midnight: late deliveries have had their time.
  const today = dateInShanghai(new Date(deps.now().getTime() - 3600_000))
  for (const day of [...new Set(leaves.map((l) => l.day))].sort()) {
    if (day >= today || done.has(day)) continue
    const commitments = leaves.filter((l) => l.day === day).map((l) => l.commitment)
    const root = merkleRoot(sha256, commitments)
    const count = commitments.length
    const row: RootRow = { day, count, root, jws: await deps.signer.sign('wenping-root', { matter, day, count, root }) }
    await commitHearing(deps, undefined, matter, {
      type: 'comments.rooted',
      by: SYSTEM,
      data: { what: `${day} 的意见已汇总签名`, day, count, root },
      rows: [{ put: { ...rootKey(matter, day), ...row }, when: 'absent' }],
    })
  }
}
