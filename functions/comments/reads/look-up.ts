import { readCode } from '../../../shared/kernel/ids.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import { sha256 } from '../../../shared/signing/hash.ts'
import type { Table } from '../../../shared/table/table.ts'
import type { Notice } from '../../notices/offers.ts'
import { DISPOSITION_NAMES } from '../domain/dispositions.ts'
import { merklePath, type Step } from '../domain/merkle.ts'
import { idOf, shardOf } from '../receipt/codes.ts'
import { passwordFits } from '../receipt/passwords.ts'
import {
  AnswerRow,
  answerKey,
  Comment,
  commentKey,
  hearingPk,
  LeavesRow,
  leavesOf,
  openedKey,
  RootRow,
  rootKey,
  Seen,
  seenKey,
  withdrawalKey,
} from '../store.ts'

type Reads = Pick<Table, 'get' | 'all'>

/** What the holder of a receipt sees. */
export interface Found {
  readonly receivedAt: string
  readonly late: boolean
  readonly state: string
  readonly answer:
    | { readonly disposition: string; readonly reason: string; readonly reply: string; readonly organName: string }
    | undefined
  readonly withdrawn: boolean
  /** The words, for who knows the password that the writer chose; '' otherwise. */
  readonly text: string
  readonly hasPassword: boolean
  /** How often somebody opened the contact data. */
  readonly contactReads: number
  readonly proof:
    | { readonly day: string; readonly root: string; readonly jws: string; readonly path: readonly Step[] }
    | undefined
  readonly commitment: string
}

/** One sentence for every miss: it must not tell whether the matter or the code was wrong. */
const MISSED = '没有查到。请核对事项编号和回执码,回执码共 13 位,字母不分大小写。'

/** Finds a comment by its receipt. @throws Refusal `not-found` */
export async function lookUp(
  table: Reads,
  notice: Notice | undefined,
  typed: string,
  password: string,
): Promise<Found> {
  const comment = await findByCode(table, notice, typed)
  const { id, matter } = comment
  const [answer, counted, withdrawal, opened] = await Promise.all([
    table.get(answerKey(matter, id)),
    table.get(seenKey(matter, id)),
    table.get(withdrawalKey(matter, comment.shard, id)),
    table.get(openedKey(matter, id)),
  ])
  const seen = counted && Seen.parse(counted)
  const answered = answer && AnswerRow.parse(answer)
  const shown = comment.password !== '' && (await passwordFits(comment.password, password))
  return {
    receivedAt: comment.receivedAt,
    late: comment.late,
    state: stateOf(comment, seen, withdrawal !== undefined),
    answer: answered && {
      disposition: DISPOSITION_NAMES[answered.disposition],
      reason: answered.reason,
      reply: answered.reply,
      organName: answered.organName,
    },
    withdrawn: withdrawal !== undefined,
    text: shown && !comment.sealed ? comment.text : '',
    hasPassword: comment.password !== '',
    contactReads: Number(opened?.n ?? 0),
    proof: seen && (await proofOf(table, matter, seen)),
    commitment: comment.commitment,
  }
}

/** The comment to which a receipt's code leads. @throws Refusal `not-found` */
export async function findByCode(
  table: Pick<Table, 'get'>,
  notice: Notice | undefined,
  typed: string,
): Promise<Comment> {
  const code = readCode(typed)
  const id = code && idOf(code)
  const item = notice && id ? await table.get(commentKey(notice.matter, shardOf(id, notice.shards), id)) : undefined
  if (!item) throw new Refusal('not-found', MISSED)
  return Comment.parse(item)
}

function stateOf(comment: Comment, seen: Seen | undefined, withdrawn: boolean): string {
  if (withdrawn) return '您已撤回'
  if (comment.sealed) return '已封存,转有权处理的机关'
  const names = {
    underReview: '办理中',
    summarised: '已答复',
    withheld: '暂不公开',
    withdrawn: '您已撤回',
    grouped: '已归纳答复',
  } as const
  return seen ? names[seen.bucket] : '已收到'
}

/** From the day's own list: a look-up never reads a matter whole. */
async function proofOf(table: Reads, matter: string, seen: Seen): Promise<Found['proof']> {
  const item = await table.get(rootKey(matter, seen.entered))
  if (!item) return undefined
  const { day, root, jws } = RootRow.parse(item)
  const parts = await table.all({ pk: hearingPk(matter), prefix: leavesOf(day) })
  const leaves = parts.flatMap((part) => LeavesRow.parse(part).leaves)
  const path = merklePath(sha256, leaves, seen.commitment)
  return path && { day, root, jws, path }
}
