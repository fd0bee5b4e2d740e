import { readCode } from '../../../shared/kernel/ids.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Ports } from '../../../shared/ports.ts'
import { sha256 } from '../../../shared/signing/hash.ts'
import { GuardFailed } from '../../../shared/table/table.ts'
import type { Notice } from '../../notices/offers.ts'
import { idOf, shardOf } from '../codes.ts'
import { DISPOSITION_NAMES } from '../domain/dispositions.ts'
import { merklePath, type Step } from '../domain/merkle.ts'
import {
  AnswerRow,
  allOf,
  answerKey,
  Comment,
  commentKey,
  hearingPk,
  LeavesRow,
  openedKey,
  RootRow,
  rootKey,
  Seen,
  seenKey,
  withdrawalKey,
} from '../store.ts'
import { passwordFits } from './receive.ts'

type Deps = Pick<Ports, 'matters' | 'now'>

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
export async function lookUp(deps: Deps, notice: Notice | undefined, typed: string, password: string): Promise<Found> {
  const { comment, id } = await find(deps, notice, typed)
  const { matter } = comment
  const [answer, counted, gone, opened] = await Promise.all([
    deps.matters.get(answerKey(matter, id)),
    deps.matters.get(seenKey(matter, id)),
    deps.matters.get(withdrawalKey(matter, comment.shard, id)),
    deps.matters.get(openedKey(matter, id)),
  ])
  const seen = counted && Seen.parse(counted)
  const answered = answer && AnswerRow.parse(answer)
  const shown = comment.password !== '' && password !== '' && (await passwordFits(comment.password, password))
  return {
    receivedAt: comment.receivedAt,
    late: comment.late,
    state: stateOf(comment, seen, gone !== undefined),
    answer: answered && {
      disposition: DISPOSITION_NAMES[answered.disposition],
      reason: answered.reason,
      reply: answered.reply,
      organName: answered.organName,
    },
    withdrawn: gone !== undefined,
    text: shown && !comment.sealed ? comment.text : '',
    hasPassword: comment.password !== '',
    contactReads: Number(opened?.n ?? 0),
    proof: seen && (await proofOf(deps, matter, seen)),
    commitment: comment.commitment,
  }
}

/** Takes a comment back: an added row, never a removed one. The number stays in the count, the words are not used. */
export async function withdraw(deps: Deps, notice: Notice | undefined, typed: string): Promise<void> {
  const { comment, id } = await find(deps, notice, typed)
  const key = withdrawalKey(comment.matter, comment.shard, id)
  const row = { ...key, type: 'comments.withdrawn', matter: comment.matter, id, at: deps.now().toISOString() }
  try {
    await deps.matters.commit([{ put: row, when: 'absent' }])
  } catch (error) {
    if (!(error instanceof GuardFailed)) throw error // withdrawn already
  }
}

async function find(deps: Deps, notice: Notice | undefined, typed: string): Promise<{ comment: Comment; id: string }> {
  const code = readCode(typed)
  const id = code && idOf(code)
  const item =
    notice && id ? await deps.matters.get(commentKey(notice.matter, shardOf(id, notice.shards), id)) : undefined
  if (!item || !id) throw new Refusal('not-found', MISSED)
  return { comment: Comment.parse(item), id }
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
async function proofOf(deps: Deps, matter: string, seen: Seen): Promise<Found['proof']> {
  const item = await deps.matters.get(rootKey(matter, seen.entered))
  if (!item) return undefined
  const { day, root, jws } = RootRow.parse(item)
  const parts = await allOf(deps.matters, hearingPk(matter), `LEAVES#${day}#`)
  const leaves = parts.flatMap((part) => LeavesRow.parse(part).leaves)
  const path = merklePath(sha256, leaves, seen.commitment)
  return path && { day, root, jws, path }
}
