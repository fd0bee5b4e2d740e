import { SYSTEM } from '../../../shared/events/chain.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import { eachByItself } from '../../../shared/observe/each.ts'
import type { Ports } from '../../../shared/ports.ts'
import { sha256 } from '../../../shared/signing/hash.ts'
import type { Write } from '../../../shared/table/table.ts'
import { published } from '../../notices/offers.ts'
import { merkleRoot } from '../domain/merkle.ts'
import {
  allOf,
  hearingPk,
  leavesKey,
  loadBalances,
  type RootRow,
  rootKey,
  SEALED,
  SealedRow,
  Seen,
  tallyPk,
} from '../store.ts'
import { commitHearing, type HearDeps } from './hear.ts'

type Deps = HearDeps & Pick<Ports, 'signer'>

/** 4000 commitments are 268 KB, under what a row may hold; ten such rows are under what a commit may. */
const PER_ROW = 4000
const MOST_ROWS = 10

/**
 * Rolls each day that is over into one Merkle root per matter, signed and written to the hearing's chain, so that a
 * comment that is in it can be proved to be. A comment belongs to the day on which it was counted: so none can be left
 * out by being counted late.
 */
export async function rootDays(deps: Deps): Promise<void> {
  // An hour after midnight, every count that began before it has ended.
  const today = dateInShanghai(new Date(deps.now().getTime() - 3_600_000))
  const matters: string[] = []
  for await (const { matter } of published(deps.matters)) matters.push(matter)
  const named = { log: deps.log, schedule: 'root-days', matterOf: (id: string) => id }
  await eachByItself([...matters, SEALED], named, (id) =>
    id === SEALED ? rootSealed(deps, today) : rootMatter(deps, id, today),
  )
}

async function rootMatter(deps: Deps, matter: string, today: string): Promise<void> {
  const { whole } = await loadBalances(deps.matters, matter)
  const days = await unrooted(deps, matter, Object.keys(whole.byEntry), today)
  if (days.length === 0) return
  const seen = (await allOf(deps.matters, tallyPk(matter), 'SEEN#')).map((item) => Seen.parse(item))
  for (const day of days) await rootDay(deps, matter, day, seen)
}

async function rootSealed(deps: Deps, today: string): Promise<void> {
  const sealed = (await allOf(deps.matters, SEALED)).map((item) => SealedRow.parse(item))
  const days = await unrooted(deps, SEALED, [...new Set(sealed.map((one) => one.entered))], today)
  for (const day of days) await rootDay(deps, SEALED, day, sealed)
}

async function unrooted(deps: Deps, matter: string, days: readonly string[], today: string): Promise<string[]> {
  const done = new Set((await allOf(deps.matters, hearingPk(matter), 'ROOT#')).map((item) => String(item.day)))
  return days.filter((day) => day < today && !done.has(day)).sort()
}

interface Leaf {
  readonly entered: string
  readonly commitment: string
}

async function rootDay(deps: Deps, matter: string, day: string, all: readonly Leaf[]): Promise<void> {
  const leaves = all.flatMap((leaf) => (leaf.entered === day ? [leaf.commitment] : [])).sort()
  const root = merkleRoot(sha256, leaves)
  const count = leaves.length
  const row: RootRow = { day, count, root, jws: await deps.signer.sign('wenping-root', { matter, day, count, root }) }
  await commitHearing(deps, undefined, matter, {
    type: 'comments.rooted',
    by: SYSTEM,
    data: { what: `${day} 的意见已汇总签名`, day, count, root },
    rows: [{ put: { ...rootKey(matter, day), ...row }, when: 'absent' }, ...leavesRows(matter, day, leaves)],
  })
}

/** Of a day with more than 40 000 the paths are found from an export, not from a look-up. */
function leavesRows(matter: string, day: string, leaves: readonly string[]): Write[] {
  const parts = Math.ceil(leaves.length / PER_ROW)
  if (parts > MOST_ROWS) return []
  return Array.from({ length: parts }, (_, part) => ({
    put: { ...leavesKey(matter, day, part), leaves: leaves.slice(part * PER_ROW, (part + 1) * PER_ROW) },
    when: 'absent',
  }))
}
