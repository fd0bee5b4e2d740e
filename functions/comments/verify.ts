import { rowHash } from '../../shared/events/chain.ts'
import type { ExtraCheck, Finding } from '../../shared/events/verify.ts'
import { sha256 } from '../../shared/signing/hash.ts'
import { merkleRoot } from './domain/merkle.ts'
import { allOf, commentKey, hearingPk, RootRow, SEALED, Seen, tallyPk } from './store.ts'

/**
 * Comments lie outside the chains, so that none waits for another. What the reaction kept of each (its hash) and the
 * signed roots of the days find a comment that was changed or removed, and a tally that was.
 */
export const verifyComments: ExtraCheck = async function* (table) {
  for (const { sk: matter } of await allOf(table, 'SITE')) {
    const seen = (await allOf(table, tallyPk(matter), 'SEEN#')).map((item) => Seen.parse(item))
    for (const s of seen) yield* compare(table, commentKey(matter, s.shard, s.id), s.hash)
    yield* roots(table, matter, seen)
  }
  const sealed = await allOf(table, SEALED)
  for (const item of sealed)
    yield* compare(table, commentKey(String(item.matter), Number(item.shard), String(item.id)), String(item.hash))
  yield* roots(table, SEALED, sealed as unknown as Pick<Seen, 'day' | 'commitment'>[])
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
  seen: readonly Pick<Seen, 'day' | 'commitment'>[],
): AsyncIterable<Finding> {
  for (const item of await allOf(table, hearingPk(matter), 'ROOT#')) {
    const { day, root } = RootRow.parse(item)
    const commitments = seen.filter((s) => s.day === day).map((s) => s.commitment)
    if (merkleRoot(sha256, commitments) !== root)
      yield { pk: item.pk, sk: item.sk, problem: `${day} 的意见与当天签名的汇总根不符:有意见被增删或改动` }
  }
}
