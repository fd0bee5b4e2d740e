import type { Table } from '../../../shared/table/table.ts'
import type { Notice } from '../../notices/offers.ts'
import { DISPOSITION_NAMES } from '../domain/dispositions.ts'
import { hearingPk, loadBalances, THEMES, ThemeRow } from '../store.ts'

/** Numbers and themes for the public page: no raw text, no person. */
export async function opinionsOf(table: Pick<Table, 'all'>, notice: Notice) {
  const [{ parts, whole }, themes] = await Promise.all([
    loadBalances(table, notice.matter),
    table.all({ pk: hearingPk(notice.matter), prefix: THEMES }),
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
