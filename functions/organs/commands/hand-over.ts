import type { Actor } from '../../../shared/identity/actor.ts'
import { by } from '../../../shared/identity/by.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import type { HandedOver, HandingOver } from '../contract.ts'
import type { Post } from '../domain/post.ts'
import { demandSeparation } from '../domain/separation.ts'
import { handedOver } from '../domain/tenure.ts'
import { demandPost, readDutiesOf } from '../reads/register.ts'
import { savePost } from '../store.ts'
import { type Deps, demandNoWider, managedOrgan, newcomer } from './deps.ts'
import { tell } from './tell.ts'

/**
 * 移交: one person leaves a post and another takes it, in one commit, so that there is no day without a holder.
 * Open work is addressed to the post: nothing has to be moved, and who asks `holdersOf` is told the successor.
 */
export async function handOver(deps: Deps, actor: Actor, organ: string, input: HandingOver): Promise<Post> {
  const subject = await managedOrgan(deps, actor, organ)
  const successor = await newcomer(deps, actor, input.to)
  const before = await demandPost(deps.table, organ, input.post)
  demandNoWider(actor, before.duty, subject.state)
  demandSeparation(before.duty, await readDutiesOf(deps.table, successor.id, { from: input.on }))
  const at = deps.now()
  const after = handedOver(before, { ...input, id: deps.newId() }, dateInShanghai(at))
  if (after === before) return before
  const data: HandedOver = { post: after.id, from: input.from, to: input.to, on: input.on }
  const message = tell(deps, subject, after, {
    to: successor.id,
    title: '岗位已移交给您',
    body: `自 ${input.on} 起由您办理。该岗位没有办结的事项一并移交,都在您的待办里。`,
    at,
  })
  await savePost(
    deps.table,
    subject,
    after,
    {
      type: 'organs.handed-over',
      by: by(actor),
      at: at.toISOString(),
      data: { ...data },
    },
    [message],
  )
  return after
}
