import { type Change, extend, type Head } from '../../../shared/events/chain.ts'
import { commitChange } from '../../../shared/events/commit.ts'
import type { Actor } from '../../../shared/identity/actor.ts'
import { by } from '../../../shared/identity/by.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Ports } from '../../../shared/ports.ts'
import { GuardFailed, type Write } from '../../../shared/table/table.ts'
import { loadMatter, type Matter, type MatterHead } from '../../matters/offers.ts'
import { currentNotice, type Notice } from '../../notices/offers.ts'
import { shardOf } from '../codes.ts'
import { demandHearer } from '../domain/hearing.ts'
import { Comment, commentKey, hearingPk, Seen, seenKey, withdrawalKey } from '../store.ts'

export type HearDeps = Pick<Ports, 'matters' | 'identities' | 'now' | 'newId' | 'log'>

export interface Heard {
  readonly matter: MatterHead
  readonly notice: Notice
}

/**
 * A matter whose comments the actor may hear.
 * @param demand whose right is asked: an officer's, unless told
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
  const notice = await noticeOf(deps, matter)
  if (!notice) throw new Refusal('wrong-state', '这个事项还没有公示,没有意见可以办理。')
  return { matter, notice }
}

/** The notice a matter's comments answer to, wherever its life has come. */
export async function noticeOf(deps: Pick<HearDeps, 'matters'>, matter: MatterHead): Promise<Notice | undefined> {
  return currentNotice(deps.matters, matter.id)
}

/** One comment with its place. Accusations are answered as if they did not exist. @throws Refusal `not-found` */
export async function loadComment(
  deps: Pick<HearDeps, 'matters'>,
  notice: Notice,
  id: string,
): Promise<{ comment: Comment; seen: Seen }> {
  const shard = shardOf(id, notice.shards)
  const [row, seen, gone] = await Promise.all([
    deps.matters.get(commentKey(notice.matter, shard, id)),
    deps.matters.get(seenKey(notice.matter, id)),
    deps.matters.get(withdrawalKey(notice.matter, shard, id)),
  ])
  if (!row || !seen) throw new Refusal('not-found', '没有找到这条意见;刚收到的请稍等几秒再试。')
  if (gone) throw new Refusal('wrong-state', '提意见的人已经撤回了这条意见。')
  return { comment: Comment.parse(row), seen: Seen.parse(seen) }
}

/** Commits what was done with comments: an event on the hearing's own chain, with ids only and never a word of theirs. */
export async function commitHearing(
  deps: HearDeps,
  actor: Actor | undefined,
  matter: string,
  change: Pick<Change, 'data' | 'rows' | 'others'> & { type: `comments.${string}`; by?: Change['by'] },
): Promise<void> {
  const pk = hearingPk(matter)
  const head = (await deps.matters.get({ pk, sk: 'HEAD' })) as Head | undefined
  const who = change.by ?? by(actor as Actor)
  const { writes } = extend(pk, head, { ...change, by: who, at: deps.now().toISOString(), state: { matter } })
  try {
    await commitChange(deps.matters, writes as Write[])
  } catch (error) {
    if (!(error instanceof GuardFailed)) throw error
    throw new Refusal('changed', '刚才有人也在办理这些意见,请刷新后再试;您填写的内容没有丢失。')
  }
}
