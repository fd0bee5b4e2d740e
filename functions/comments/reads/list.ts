import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Clause, Table } from '../../../shared/table/table.ts'
import type { Notice } from '../../notices/offers.ts'
import type { CommentView } from '../contract-views.ts'
import { masked } from '../domain/mask.ts'
import { KINDS } from '../domain/words.ts'
import { AnswerRow, answerKey, COUNTED, Comment, commentKey, Seen, tallyPk, withdrawalKey } from '../store.ts'

const PAGE = 50

export interface Listed {
  readonly comment: Comment
  readonly seen: Seen
  readonly answer: AnswerRow | undefined
}

export interface ListQuery {
  readonly bucket?: Seen['bucket'] | undefined
  readonly kind?: Seen['kind'] | undefined
  readonly cursor?: string | undefined
  /** For the filing body: only what an officer has looked at, and nothing that turned out to be an accusation. */
  readonly screenedOnly: boolean
}

/** Counted comments of a matter, by their ids; accusations are not among what was counted, so they cannot be seen here. */
export async function listComments(
  table: Pick<Table, 'query' | 'get'>,
  notice: Notice,
  query: ListQuery,
): Promise<{ rows: Listed[]; cursor?: string }> {
  const { bucket, kind, cursor, screenedOnly } = query
  const filter: Clause[] = [
    ...(bucket ? [{ attribute: 'bucket', is: bucket }] : []),
    ...(kind ? [{ attribute: 'kind', is: kind }] : []),
    ...(screenedOnly ? FOR_FILERS : []),
  ]
  const page = await table.query({
    pk: tallyPk(notice.matter),
    prefix: COUNTED,
    limit: PAGE,
    ...(cursor ? { cursor } : {}),
    ...(filter.length > 0 ? { filter } : {}),
  })
  const rows = await Promise.all(page.items.map((item) => load(table, notice.matter, Seen.parse(item))))
  return { rows, ...(page.cursor ? { cursor: page.cursor } : {}) }
}

const FOR_FILERS: readonly Clause[] = [
  { attribute: 'screened', is: true },
  { attribute: 'bucket', oneOf: ['underReview', 'summarised', 'grouped'] },
  { attribute: 'kind', oneOf: KINDS.filter((kind) => kind !== 'accusation') },
]

async function load(table: Pick<Table, 'get'>, matter: string, seen: Seen): Promise<Listed> {
  const [row, answer, withdrawal] = await Promise.all([
    table.get(commentKey(matter, seen.shard, seen.id)),
    table.get(answerKey(matter, seen.id)),
    table.get(withdrawalKey(matter, seen.shard, seen.id)),
  ])
  if (!row) throw new Refusal('unavailable', '有意见读不出来,请联系管理员核对记录。')
  const comment = Comment.parse(row)
  // Withdrawn words are not used any more.
  const readable = withdrawal ? { ...comment, text: '' } : comment
  return { comment: readable, seen, answer: answer && AnswerRow.parse(answer) }
}

/** As an officer sees a comment: dated by day, with traces of persons blacked out. */
export function viewOf({ comment, seen, answer }: Listed): CommentView {
  const { id, day, late, stance, village, group, text, contact } = comment
  const { bucket, kind, screened } = seen
  return {
    id,
    day,
    late,
    kind,
    stance,
    village,
    group,
    text: masked(text),
    bucket,
    screened,
    contact,
    answer: shown(answer),
  }
}

/** The officer's name stands in the hearing's record; beside the words stands the office. */
function shown(answer: AnswerRow | undefined): CommentView['answer'] {
  if (!answer) return null
  const { by: _, ...rest } = answer
  return rest
}

/** As the filing body sees it: not where it came from either, since few people live in one village and are of one group. */
export function viewForFiler(listed: Listed): CommentView {
  return { ...viewOf(listed), village: '', group: 'unsaid', contact: false }
}
