import { Refusal } from '../../shared/kernel/refusal.ts'
import type { Table, Write } from '../../shared/table/table.ts'
import type { Notice } from '../notices/contract.ts'
import { DISPOSITION_NAMES } from './domain/dispositions.ts'
import { masked } from './domain/mask.ts'
import {
  AnswerRow,
  allOf,
  answerKey,
  Comment,
  commentKey,
  hearingPk,
  loadBalances,
  noneOpen,
  Seen,
  ThemeRow,
  tallyPk,
  withdrawalKey,
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

/** What must hold before a report may be finished: no comment without its disposition, then and at the commit. */
export function commentsReadiness(table: Pick<Table, 'query'>) {
  return async (matter: string): Promise<{ gaps: { field: string; message: string }[]; checks: Write[] }> => {
    const { parts, whole } = await loadBalances(table, matter)
    const gaps = whole.open > 0 ? [{ field: 'comments', message: `还有 ${whole.open} 条群众意见没有答复` }] : []
    return { gaps, checks: noneOpen(matter, parts) }
  }
}

const PAGE = 50

/** Counted comments of a matter, by their ids; accusations are not among what was counted, so they cannot be seen here. */
export async function listComments(
  table: Pick<Table, 'query' | 'get'>,
  notice: Notice,
  query: { bucket?: Seen['bucket'] | undefined; cursor?: string | undefined },
): Promise<{ rows: { comment: Comment; seen: Seen; answer: AnswerRow | null }[]; cursor?: string }> {
  const { bucket, cursor } = query
  const page = await table.query({
    pk: tallyPk(notice.matter),
    prefix: 'SEEN#',
    limit: PAGE,
    ...(cursor ? { cursor } : {}),
    ...(bucket ? { filter: [{ attribute: 'bucket', is: bucket }] } : {}),
  })
  const rows = await Promise.all(
    page.items.map(async (item) => {
      const seen = Seen.parse(item)
      const [row, answer, gone] = await Promise.all([
        table.get(commentKey(notice.matter, seen.shard, seen.id)),
        table.get(answerKey(notice.matter, seen.id)),
        table.get(withdrawalKey(notice.matter, seen.shard, seen.id)),
      ])
      if (!row) throw new Refusal('unavailable', '有意见读不出来,请联系管理员核对记录。')
      const comment = Comment.parse(row)
      // Withdrawn words are not used any more.
      return {
        comment: gone ? { ...comment, text: '' } : comment,
        seen,
        answer: answer ? AnswerRow.parse(answer) : null,
      }
    }),
  )
  return { rows, ...(page.cursor ? { cursor: page.cursor } : {}) }
}

/** As an officer sees a comment: dated by day, with traces of persons blacked out. */
export function viewOf({ comment, seen, answer }: { comment: Comment; seen: Seen; answer: AnswerRow | null }) {
  const { id, day, late, kind, stance, village, group, text, contact } = comment
  return { id, day, late, kind, stance, village, group, text: masked(text), bucket: seen.bucket, contact, answer }
}
