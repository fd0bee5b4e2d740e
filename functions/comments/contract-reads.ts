import type { Table, Write } from '../../shared/table/table.ts'
import type { Notice } from '../notices/contract.ts'
import { DISPOSITION_NAMES } from './domain/dispositions.ts'
import { allOf, hearingPk, loadBalances, noneOpen, ThemeRow } from './store.ts'

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

/** What must hold before a report may be finished: no comment without its disposition, then and at the commit. */
export function commentsReadiness(table: Pick<Table, 'query'>) {
  return async (matter: string): Promise<{ gaps: { field: string; message: string }[]; checks: Write[] }> => {
    const { parts, whole } = await loadBalances(table, matter)
    const gaps = whole.open > 0 ? [{ field: 'comments', message: `还有 ${whole.open} 条群众意见没有答复` }] : []
    return { gaps, checks: noneOpen(matter, parts) }
  }
}
