import { errorFields } from '../../../shared/observe/error.ts'
import type { Ports } from '../../../shared/ports.ts'
import { GuardFailed, type Item, type Table, type Write } from '../../../shared/table/table.ts'
import { loadNotice, loadNotices, type Notice } from '../../notices/offers.ts'
import { Balance, EMPTY } from '../domain/balance.ts'
import { type Counted, compareShard, type Shard } from '../domain/reconcile.ts'
import { type Notices, readShard, reconciledRow } from '../reads/shard.ts'
import {
  balanceKey,
  commentKey,
  loadReconciled,
  loadSeen,
  type Reconciling,
  reconciledKey,
  reconcilingKey,
  SealedRow,
  sealedKey,
  withdrawalKey,
} from '../store.ts'
import { count, countWithdrawal } from './count.ts'
import type { SealDeps } from './enter-sealed.ts'

type Deps = SealDeps & Pick<Ports, 'log'>

/** What was received and what was counted differ, and counting again does not mend it. */
export class Unreconciled extends Error {
  constructor() {
    super('received and counted differ')
    this.name = 'Unreconciled'
  }
}

/** How often a shard whose tally moves while it is compared is looked at again; after that, in a minute. */
const ROUNDS = 5

/**
 * Compares what was received for a notice with what was counted: feed lost, letter dead or merely late, what was never
 * counted is counted now, by the same way. A shard that is equal gets its row, on which finishing the report depends.
 * @throws Unreconciled as long as counting again does not mend it
 */
export async function reconcile(deps: Deps, task: Reconciling): Promise<void> {
  const { matter } = task
  const notice = await loadNotice(deps.matters, matter, task.notice)
  if (!notice) throw new Error('the notice of a comparison is gone')
  const notices: Notices = new Map((await loadNotices(deps.matters, matter)).map((one) => [one.id, one]))
  let left = await unreconciled(deps.matters, notice)
  let unequal: number[] = []
  for (let round = 0; round < ROUNDS && left.length > 0; round++) {
    const found = await compareAll(deps, notice, notices, left)
    left = found.filter((one) => one.outcome !== 'equal').map((one) => one.shard)
    unequal = found.filter((one) => one.outcome === 'unequal').map((one) => one.shard)
  }
  if (unequal.length > 0) {
    deps.log.error('UNRECONCILED', { schedule: 'reconcile-comments', matter, count: unequal.length })
    await markStuck(deps, task)
    throw new Unreconciled()
  }
  if (left.length === 0) await quietly(deps.matters, [{ delete: reconcilingKey(matter, notice.id), when: 'present' }])
}

async function unreconciled(table: Table, { matter, id, shards }: Notice): Promise<number[]> {
  const done = new Set((await loadReconciled(table, matter)).flatMap((row) => (row.notice === id ? [row.shard] : [])))
  return Array.from({ length: shards }, (_, shard) => shard).filter((shard) => !done.has(shard))
}

type Outcome = 'equal' | 'moved' | 'unequal'

/** The tally is read first and guarded at the end: what moved in between is looked at again. */
async function compareAll(
  deps: Deps,
  notice: Notice,
  notices: Notices,
  shards: readonly number[],
): Promise<{ shard: number; outcome: Outcome }[]> {
  const { matter } = notice
  const tallies = await deps.matters.getMany(shards.map((shard) => balanceKey(matter, shard)))
  const seen = await loadSeen(deps.matters, matter)
  const found: { shard: number; outcome: Outcome }[] = []
  for (const [i, shard] of shards.entries()) {
    const counted = seen.filter((one) => one.shard === shard)
    const lying = await readShard(deps.matters, notices, matter, shard)
    found.push({ shard, outcome: await compareOne(deps, notice, shard, lying, counted, tallies[i]) })
  }
  return found
}

async function compareOne(
  deps: Deps,
  notice: Notice,
  shard: number,
  lying: Shard,
  counted: readonly Counted[],
  tally: Item | undefined,
): Promise<Outcome> {
  const { matter } = notice
  const balance = tally ? Balance.parse(tally) : EMPTY
  const { uncounted, untaken, beyondCounting } = compareShard(lying, counted, await ledgerOf(deps, lying), balance)
  if (uncounted.length + untaken.length > 0) {
    const counts = await countAgain(deps, matter, shard, lying, [...new Set([...uncounted, ...untaken])])
    return counts ? 'moved' : 'unequal'
  }
  const check = balanceKey(matter, shard)
  const still: Write = tally ? { check, when: [{ attribute: 'n', is: Number(tally.n) }] } : { check, when: 'absent' }
  if (beyondCounting) return (await quietly(deps.matters, [still])) ? 'unequal' : 'moved'
  const row = reconciledRow(notice, shard, lying.comments, deps.now().toISOString())
  const put: Write = { put: { ...reconciledKey(matter, shard, notice.id), ...row }, when: 'absent' }
  return (await quietly(deps.matters, [put, still])) ? 'equal' : 'moved'
}

/** The city's ledger is asked for this shard's accusations alone. */
async function ledgerOf(deps: Deps, { comments }: Shard): Promise<ReadonlyMap<string, string>> {
  const ids = comments.flatMap(({ id, sealed }) => (sealed ? [id] : []))
  const entries = await deps.matters.getMany(ids.map(sealedKey))
  return new Map(ids.flatMap((id, i) => (entries[i] ? [[id, SealedRow.parse(entries[i]).hash] as const] : [])))
}

/** By the same way as the reaction; one that cannot be counted holds up none of the others. */
async function countAgain(
  deps: Deps,
  matter: string,
  shard: number,
  { withdrawn }: Shard,
  ids: readonly string[],
): Promise<boolean> {
  let failed = 0
  for (const id of ids) {
    try {
      const words = await deps.matters.get(commentKey(matter, shard, id))
      if (words) await count(deps, words)
      const withdrawal = withdrawn.has(id) ? await deps.matters.get(withdrawalKey(matter, shard, id)) : undefined
      if (withdrawal) await countWithdrawal(deps, withdrawal)
    } catch (error) {
      failed++
      deps.log.error('FAULT', { schedule: 'reconcile-comments', matter, ...errorFields(error) })
    }
  }
  deps.log.warn('RECOUNTED', { schedule: 'reconcile-comments', matter, count: ids.length - failed })
  return failed === 0
}

/** Whoever waits for the comparison reads from then on that it takes longer. Written once: the first time counts. */
async function markStuck(deps: Deps, task: Reconciling): Promise<void> {
  if (task.stuckSince !== '') return
  const key = reconcilingKey(task.matter, task.notice)
  const item = await deps.matters.get(key)
  if (!item) return
  await quietly(deps.matters, [{ put: { ...item, stuckSince: deps.now().toISOString() }, when: 'present' }])
}

/** @returns false when a guard did not hold: somebody was faster, and what they did is looked at again. */
async function quietly(table: Table, writes: readonly Write[]): Promise<boolean> {
  try {
    await table.commit(writes)
    return true
  } catch (error) {
    if (!(error instanceof GuardFailed)) throw error
    return false
  }
}
