import type { By } from '../../../shared/events/chain.ts'
import { type Committing, change, changedMeanwhile, type Decided } from '../../../shared/events/change.ts'
import type { Actor } from '../../../shared/identity/actor.ts'
import { by } from '../../../shared/identity/by.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Ports } from '../../../shared/ports.ts'
import { loadMatter, type Matter, type MatterHead } from '../../matters/offers.ts'
import { currentNotice, type Notice } from '../../notices/offers.ts'
import { demandHearer } from '../domain/hearing.ts'
import { shardOf } from '../receipt/codes.ts'
import { AnswerRow, answerKey, Comment, commentKey, hearingPk, Seen, seenKey, withdrawalKey } from '../store.ts'

export type HearDeps = Pick<Ports, 'matters' | 'identities' | 'now' | 'newId' | 'log'>

export interface Heard {
  readonly matter: MatterHead
  readonly notice: Notice
}

/**
 * A matter whose comments the actor may hear.
 * @param demand whose right is asked: an officer's by default
 * @throws Refusal `not-found` | `forbidden` | `wrong-state`
 */
export async function loadHeard(
  deps: Pick<HearDeps, 'matters'>,
  actor: Actor,
  id: string,
  demand: (actor: Actor, matter: Matter) => void = demandHearer,
): Promise<Heard> {
  const matter = await loadMatter(deps.matters, id)
  if (!matter) throw new Refusal('not-found', '没有找到这个事项,或者它不在您的管理范围内。')
  demand(actor, matter)
  const notice = await currentNotice(deps.matters, matter.id)
  if (!notice) throw new Refusal('wrong-state', '这个事项还没有公示,没有意见可以办理。')
  return { matter, notice }
}

/** A comment, where it stands, and the answer it has. */
export interface HeardComment {
  readonly comment: Comment
  readonly seen: Seen
  readonly answer: AnswerRow | undefined
}

/** One comment with its place. Accusations are answered as if they did not exist. @throws Refusal `not-found` | `wrong-state` */
export async function loadComment(
  deps: Pick<HearDeps, 'matters'>,
  { matter, shards }: Notice,
  id: string,
): Promise<HeardComment> {
  const shard = shardOf(id, shards)
  const [row, seen, withdrawal, answer] = await Promise.all([
    deps.matters.get(commentKey(matter, shard, id)),
    deps.matters.get(seenKey(matter, id)),
    deps.matters.get(withdrawalKey(matter, shard, id)),
    deps.matters.get(answerKey(matter, id)),
  ])
  if (!row || !seen) throw new Refusal('not-found', '没有找到这条意见;刚收到的请稍等几秒再试。')
  if (withdrawal) throw withdrawn()
  return { comment: Comment.parse(row), seen: Seen.parse(seen), answer: answer && AnswerRow.parse(answer) }
}

/** What a command makes of a hearing: ids only, never a word of the public. */
export interface HearingChange extends Pick<Decided, 'data' | 'rows' | 'others'> {
  readonly type: `comments.${string}`
}

/**
 * Changes what is on record of a matter's hearing. While comments arrive and colleagues answer others, the sums move
 * under every officer: then `decide` runs again on what is stored by then, and refuses only what a colleague did with
 * the very comment in hand.
 */
export async function changeHearing(
  deps: Pick<HearDeps, 'matters' | 'now'>,
  matter: string,
  who: Actor | By,
  decide: (at: string) => Promise<HearingChange | undefined>,
  how: Committing = {},
): Promise<void> {
  const actor = 'duty' in who ? by(who) : who
  const subject = { pk: hearingPk(matter), read: () => undefined }
  const decided = async () => {
    const at = deps.now().toISOString()
    const made = await decide(at)
    return made && { ...made, by: actor, at, state: { matter } }
  }
  await change(deps.matters, subject, decided, how)
}

/** @throws Refusal `changed`, naming who dealt with the comment and when, unless it still stands where new ones do */
export function demandUnderReview({ seen, answer }: HeardComment): void {
  if (seen.bucket === 'withdrawn') throw withdrawn()
  if (seen.bucket !== 'underReview') throw dealtWith(answer)
}

/** That a colleague dealt with a comment meanwhile. Answers of the first release name their office alone. */
export function dealtWith(answer: AnswerRow | undefined): Refusal {
  return changedBy('办理过这条意见', answer)
}

/** That a colleague did something with the comment which the officer had not seen. */
export function changedBy(
  what: string,
  last: { readonly by: string; readonly organName: string; readonly at: string } | undefined,
): Refusal {
  const touch = last && { by: last.by || last.organName || '有人', at: last.at }
  return changedMeanwhile(touch, what, '请先看一下，再决定是否继续；您填写的内容没有丢失。')
}

export const withdrawn = () => new Refusal('wrong-state', '提意见的人已经撤回了这条意见。')
