import type { Actor } from '../../../shared/identity/actor.ts'
import { by } from '../../../shared/identity/by.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import type { HandingOver } from '../contract.ts'
import { HANDED_OVER, type HandedOver } from '../contract.ts'
import type { Post } from '../domain/post.ts'
import { demandSeparation } from '../domain/separation.ts'
import { handedOver } from '../domain/tenure.ts'
import { readDutiesOf } from '../reads.ts'
import { loadAccount, loadPost, savePost } from '../store.ts'
import { type Deps, demandNoWider, demandOther, managedOrgan } from './deps.ts'

/**
 * 移交: one person leaves a post and another takes it, in one commit, so that there is no day without a holder.
 * Open work is addressed to the post: nothing has to be moved, and who asks `holdersOf` is told the successor.
 */
export async function handOver(deps: Deps, actor: Actor, organ: string, input: HandingOver): Promise<Post> {
  const subject = await managedOrgan(deps, actor, organ)
  demandOther(actor, input.to)
  const { state: successor } = await loadAccount(deps.table, input.to)
  const before = await loadPost(deps.table, organ, input.post)
  demandNoWider(actor, before.duty, subject.state)
  demandSeparation(before.duty, await readDutiesOf(deps.table, successor.id, { from: input.on }))
  const at = deps.now()
  const after = handedOver(before, { ...input, id: deps.newId() }, dateInShanghai(at))
  if (after === before) return before
  const data: HandedOver = { post: after.id, from: input.from, to: input.to, on: input.on }
  await savePost(deps.table, subject, after, {
    type: HANDED_OVER,
    by: by(actor),
    at: at.toISOString(),
    data: { ...data },
  })
  return after
}
