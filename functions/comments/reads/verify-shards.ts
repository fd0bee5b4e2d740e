import type { ExtraCheck, Finding } from '../../../shared/events/verify.ts'
import { closingKey, loadNotices, type Notice, published } from '../../notices/offers.ts'
import { EMPTY } from '../domain/balance.ts'
import { compareShard, type Shard } from '../domain/reconcile.ts'
import {
  ADOPTED,
  commentKey,
  commentsPk,
  isCommentsPk,
  loadReconciled,
  type Reconciled,
  reconciledKey,
  type SealedRow,
  type Seen,
  withdrawalKey,
} from '../store.ts'
import { readShard, reconciledRow } from './shard.ts'

type Table = Parameters<ExtraCheck>[0]

/**
 * For which the count may lag behind what was received: a delivery is tried for a little over two minutes before it is
 * a dead letter, and a restart in between begins again.
 */
const COUNT_LAG_MS = 10 * 60_000

/** For which the comparison may lag behind the end of a notice: five minutes, one, another, and a restart. */
const RECONCILE_LAG_MS = 60 * 60_000

const UNCOUNTED = '收到了没有计数:件数、经办人和公示里都没有它;服务停着的,启动几分钟后再核对'
const UNTAKEN = '已经撤回,计数里没有撤回;服务停着的,启动几分钟后再核对'
const FORGED = '来历不明:编号、位置或时间自相矛盾,不是从提意见的页面收到的'
const DIFFERS = '截止后核对过的意见与现有的不符:有意见被增删,或核对结果被改动'
const MISSING = '征求意见截止后没有核对意见数目;服务停着的,启动几分钟后再核对'
const STRAY = '核对结果来历不明:没有这个公示或这个分区'

interface Audit {
  readonly matter: string
  /** The latest one. */
  readonly notice: string
  readonly seen: readonly Seen[]
  /** Of the whole city. */
  readonly sealed: readonly SealedRow[]
  readonly now: Date
}

/**
 * What lies in a matter's shards against what was counted, and both against what the comparison after the notice's end
 * found. What was counted and is gone or changed is found from the other side (`verify.ts`).
 */
export async function* verifyShards(table: Table, audit: Audit): AsyncIterable<Finding> {
  const { matter, seen, sealed, now } = audit
  const notices = await loadNotices(table, matter)
  const byId = new Map(notices.map((notice) => [notice.id, notice]))
  const ledger = new Map(sealed.flatMap((one) => (one.matter === matter ? [[one.id, one.hash] as const] : [])))
  const shards = new Map<number, Shard>()
  for (let shard = 0; shard < shardsOf(notices); shard++) {
    const lying = await readShard(table, byId, matter, shard)
    shards.set(shard, lying)
    const counted = seen.filter((one) => one.shard === shard)
    yield* uncounted(matter, shard, lying, counted, ledger, now)
  }
  const rows = await loadReconciled(table, matter)
  yield* differing(matter, byId, shards, rows)
  const latest = byId.get(audit.notice)
  if (latest) yield* missing(table, latest, rows, now)
}

const shardsOf = (notices: readonly Notice[]) => Math.max(0, ...notices.map(({ shards }) => shards))

function* uncounted(
  matter: string,
  shard: number,
  lying: Shard,
  counted: readonly Seen[],
  ledger: ReadonlyMap<string, string>,
  now: Date,
): Iterable<Finding> {
  const old = (at: string | undefined) => !(now.getTime() - new Date(at ?? '').getTime() < COUNT_LAG_MS)
  const found = compareShard(lying, counted, ledger, EMPTY)
  const lost = new Set(found.uncounted)
  for (const { id, receivedAt } of lying.comments)
    if (lost.has(id) && old(receivedAt)) yield { ...commentKey(matter, shard, id), problem: UNCOUNTED }
  for (const id of found.untaken)
    if (old(lying.withdrawn.get(id))) yield { ...withdrawalKey(matter, shard, id), problem: UNTAKEN }
  for (const { id, bucket } of counted)
    if (bucket === 'withdrawn' && !lying.withdrawn.has(id))
      yield { ...withdrawalKey(matter, shard, id), problem: 'row-missing' }
  const known = new Set([...lying.comments, ...counted].map(({ id }) => id))
  for (const id of lying.withdrawn.keys())
    if (!known.has(id)) yield { ...commentKey(matter, shard, id), problem: 'row-missing' }
  // One that was counted is named from the other side, as changed.
  const named = new Set(
    [...counted.map(({ id }) => id), ...ledger.keys()].map((id) => commentKey(matter, shard, id).sk),
  )
  for (const sk of lying.forged) if (!named.has(sk)) yield { pk: commentsPk(matter, shard), sk, problem: FORGED }
}

function* differing(
  matter: string,
  notices: ReadonlyMap<string, Notice>,
  shards: ReadonlyMap<number, Shard>,
  rows: readonly Reconciled[],
): Iterable<Finding> {
  for (const row of rows) {
    const key = reconciledKey(matter, row.shard, row.notice)
    const [notice, shard] = [notices.get(row.notice), shards.get(row.shard)]
    if (!notice || !shard) yield { ...key, problem: STRAY }
    else {
      const { received, digest } = reconciledRow(notice, row.shard, shard.comments, row.at)
      if (received !== row.received || digest !== row.digest) yield { ...key, problem: DIFFERS }
    }
  }
}

/** Not asked of data on which the release that brought the comparison has never run. */
async function* missing(table: Table, notice: Notice, rows: readonly Reconciled[], now: Date): AsyncIterable<Finding> {
  if (now.getTime() < new Date(notice.closesAt).getTime() + RECONCILE_LAG_MS) return
  const [adopted, open] = await Promise.all([table.get(ADOPTED), table.get(closingKey(notice))])
  if (!adopted || open) return
  const done = new Set(rows.flatMap((row) => (row.notice === notice.id ? [row.shard] : [])))
  for (let shard = 0; shard < notice.shards; shard++)
    if (!done.has(shard)) yield { ...reconciledKey(notice.matter, shard, notice.id), problem: MISSING }
}

/** Comments where no notice ever put any: under no published matter, or in a shard that it does not have. */
export async function* verifyPlaces(table: Table): AsyncIterable<Finding> {
  const known = new Set<string>()
  for await (const { matter } of published(table)) {
    const shards = shardsOf(await loadNotices(table, matter))
    for (let shard = 0; shard < shards; shard++) known.add(commentsPk(matter, shard))
  }
  for await (const { pk, sk } of table.scan()) if (isCommentsPk(pk) && !known.has(pk)) yield { pk, sk, problem: FORGED }
}
