import type { Table, Write } from '../../shared/table/table.ts'
import { loadNotice, type Notice } from '../notices/contract.ts'
import { DISPOSITION_NAMES } from './domain/dispositions.ts'
import {
  allOf,
  balanceKey,
  hearingPk,
  loadBalances,
  loadReconciled,
  noneOpen,
  type Reconciled,
  Reconciling,
  reconciledKey,
  reconcilingKey,
  reconcilingWrite,
  type Tally,
  ThemeRow,
} from './store.ts'

/** Numbers and themes for the public page: no raw text, no person. */
export async function opinionsOf(table: Pick<Table, 'query'>, notice: Notice) {
  const [{ parts, whole }, themes] = await Promise.all([
    loadBalances(table, notice.matter),
    allOf(table, hearingPk(notice.matter), 'THEME#'),
  ])
  const { received, underReview, summarised, withheld, withdrawn, grouped } = whole
  const shown = themes.map((item) => ThemeRow.parse(item))
  const updatedAt = [...parts.map((p) => p.updatedAt), ...shown.map((t) => t.at)].sort().at(-1)
  return {
    balance: { received, underReview, summarised, withheld, withdrawn, grouped },
    themes: shown.map((t) => ({
      title: t.title,
      summary: t.summary,
      reason: t.reason,
      dispositionName: DISPOSITION_NAMES[t.disposition],
    })),
    ...(updatedAt ? { updatedAt } : {}),
  }
}

/** What ending a call for opinions begins: its comments are compared, and only then may the report be finished. */
export const toReconcile = (notice: Notice): Write[] => [reconcilingWrite(notice)]

const WAIT = '正在核对意见数目，约需几分钟，请稍后再试'
const STUCK = '意见数目核对不上，系统管理员已收到告警；核对一致后才能完成报告，您填写的内容都已保存'

/**
 * What must hold before a report may be finished, then and at the commit: no comment without its disposition, and that
 * every comment received before the notice ended was counted. What came after its end does not undo this, but must be
 * answered like any other.
 */
export function commentsReadiness(table: Pick<Table, 'get' | 'query' | 'commit'>) {
  return async (matter: string, notice: string): Promise<Ready> => {
    const { parts, whole } = await loadBalances(table, matter)
    const rows = (await loadReconciled(table, matter)).filter((row) => row.notice === notice)
    const gaps = whole.open > 0 ? [{ field: 'comments', message: `还有 ${whole.open} 条群众意见没有答复` }] : []
    const wait = await waitFor(table, matter, notice, parts, rows)
    return {
      gaps,
      ...(wait ? { wait } : {}),
      checks: [...noneOpen(matter, parts), ...rows.map((row) => stillReconciled(matter, row))],
    }
  }
}

interface Ready {
  readonly gaps: readonly { readonly field: string; readonly message: string }[]
  readonly wait?: string
  readonly checks: readonly Write[]
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
