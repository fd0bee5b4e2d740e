import { rowHash } from '../../../shared/events/chain.ts'
import type { ExtraCheck, Finding } from '../../../shared/events/verify.ts'
import { sha256 } from '../../../shared/signing/hash.ts'
import { published } from '../../notices/offers.ts'
import { fits } from '../domain/balance.ts'
import { merkleRoot } from '../domain/merkle.ts'
import {
  balanceKey,
  commentKey,
  hearingPk,
  loadBalances,
  loadSeen,
  ROOTS,
  RootRow,
  SEALED,
  SealedRow,
  type Seen,
  shardOfBalance,
} from '../store.ts'
import { verifyPlaces, verifyShards } from './verify-shards.ts'

/**
 * Comments lie outside the chains, so that none waits for another. The hash that the count stored of each and the
 * signed roots of the days find a comment that was changed or removed, and a tally that was; the sums are added up anew.
 */
export const verifyComments: ExtraCheck = async function* (table, now) {
  const sealed = (await table.all({ pk: SEALED })).map((item) => SealedRow.parse(item))
  for await (const { matter, notice } of published(table)) {
    const { parts } = await loadBalances(table, matter)
    const seen = await loadSeen(table, matter)
    for (const s of seen) yield* compare(table, commentKey(matter, s.shard, s.id), s.hash)
    yield* roots(table, matter, seen)
    yield* sums(matter, parts, seen)
    yield* verifyShards(table, { matter, notice, seen, sealed, now })
  }
  for (const s of sealed) yield* compare(table, commentKey(s.matter, s.shard, s.id), s.hash)
  yield* roots(table, SEALED, sealed)
  yield* verifyPlaces(table)
}

type Table = Parameters<ExtraCheck>[0]

async function* compare(table: Table, key: { pk: string; sk: string }, hash: string): AsyncIterable<Finding> {
  const row = await table.get(key)
  if (!row) yield { ...key, problem: 'row-missing' }
  else if (rowHash(row) !== hash) yield { ...key, problem: 'row-changed' }
}

async function* roots(
  table: Table,
  matter: string,
  seen: readonly Pick<Seen, 'entered' | 'commitment'>[],
): AsyncIterable<Finding> {
  for (const item of await table.all({ pk: hearingPk(matter), prefix: ROOTS })) {
    const { day, root } = RootRow.parse(item)
    const commitments = seen.filter((s) => s.entered === day).map((s) => s.commitment)
    if (merkleRoot(sha256, commitments) !== root)
      yield { pk: item.pk, sk: item.sk, problem: `${day} 的意见与当天签名的汇总根不符:有意见被增删或改动` }
  }
}

/** What is shown as received, answered and open must be what lies there. */
function* sums(
  matter: string,
  parts: Awaited<ReturnType<typeof loadBalances>>['parts'],
  seen: readonly Seen[],
): Iterable<Finding> {
  for (const shard of new Set([...seen.map((s) => s.shard), ...parts.map((p) => shardOfBalance(p))])) {
    const key = balanceKey(matter, shard)
    const part = parts.find((p) => p.sk === key.sk)
    const mine = seen.filter((s) => s.shard === shard)
    if (!part || !fits(part, mine)) yield { ...key, problem: '件数与逐条记录不符:有记录或件数被改动' }
  }
}
