import { Refusal } from '../../shared/kernel/refusal.ts'
import type { Table, Write } from '../../shared/table/table.ts'
import type { Demand, Matter, MatterDeps, Part } from '../matters/offers.ts'
import { loadNotice } from '../notices/offers.ts'
import { toReconcile } from './offers.ts'
import {
  balanceKey,
  loadBalances,
  loadReconciled,
  noneOpen,
  type Reconciled,
  Reconciling,
  reconciledKey,
  reconcilingKey,
  type Tally,
} from './store.ts'

/** The people's part in a matter: no report is finished before every comment was counted and has its disposition. */
export function commentsPart({ matters }: MatterDeps): Part {
  return {
    demands: { finish: (matter) => countedAndAnswered(matters, matter) },
    // For each shard of a notice its tally, and that it was compared with what was received.
    mostChecks: 32,
    // Who hears the people has a to-do row under the tally, written by the counting.
    todo: () => [],
    follows: async () => [],
    // Its events are on the hearing's chain.
    sentences: {},
    // What people said stands on the public page in numbers and themes.
    publicSteps: [],
  }
}

const WAIT = '正在核对意见数目，约需几分钟，请稍后再试'
const STUCK = '意见数目核对不上，系统管理员已收到告警；核对一致后才能完成报告，您填写的内容都已保存'

const moreCame = () => new Refusal('changed', '刚才有新的意见进来,请刷新后再完成报告。')

/**
 * What must hold before a report may be finished, then and at the commit: no comment without its disposition, and that
 * every comment received before the notice ended was counted. What came after its end does not undo this, but must be
 * answered like any other.
 */
async function countedAndAnswered(table: Table, { id, life }: Matter): Promise<Demand> {
  const notice = 'notice' in life ? life.notice : ''
  const { parts, whole } = await loadBalances(table, id)
  const rows = (await loadReconciled(table, id)).filter((row) => row.notice === notice)
  const missing = whole.open > 0 ? [{ field: 'comments', message: `还有 ${whole.open} 条群众意见没有答复` }] : []
  const wait = await waitFor(table, id, notice, parts, rows)
  const checks = [...noneOpen(id, parts), ...rows.map((row) => stillReconciled(id, row))]
  return {
    missing,
    ...(wait ? { wait } : {}),
    checks: checks.map((check) => ({ ...check, otherwise: moreCame })),
  }
}

/** What keeps the report waiting, in words for its writer; undefined when received and counted were found equal. */
async function waitFor(
  table: Pick<Table, 'get' | 'commit'>,
  matter: string,
  id: string,
  parts: readonly Tally[],
  rows: readonly Reconciled[],
): Promise<string | undefined> {
  const notice = await loadNotice(table, matter, id)
  if (notice && rows.length === notice.shards) {
    const received = new Map(parts.map((part) => [part.sk, part.received]))
    const woundBack = rows.some((row) => (received.get(balanceKey(matter, row.shard).sk) ?? 0) < row.received)
    return woundBack ? STUCK : undefined
  }
  const task = await table.get(reconcilingKey(matter, id))
  if (task) return Reconciling.parse(task).stuckSince === '' ? WAIT : STUCK
  // Nobody was asked to compare: then whoever needs it asks.
  if (notice) await table.commit(toReconcile(notice))
  return WAIT
}

const stillReconciled = (matter: string, { shard, notice, received, digest }: Reconciled): Write => ({
  check: reconciledKey(matter, shard, notice),
  when: [
    { attribute: 'received', is: received },
    { attribute: 'digest', is: digest },
  ],
})
