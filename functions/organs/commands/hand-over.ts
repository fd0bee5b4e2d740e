import type { Actor } from '../../../shared/identity/actor.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import type { HandedOver, HandingOver } from '../contract.ts'
import type { Post } from '../domain/post.ts'
import { demandSeparation } from '../domain/separation.ts'
import { handedOver } from '../domain/tenure.ts'
import { readDutiesOf } from '../reads/register.ts'
import { changePost } from './change.ts'
import { type Deps, demandNoWider, demandPost, newcomer } from './deps.ts'

/**
 * 移交: one person leaves a post and another takes it, in one commit, so that there is no day without a holder.
 * Open work is addressed to the post: nothing has to be moved, and `holdersOf` names the successor from that day on.
 */
export function handOver(deps: Deps, actor: Actor, organ: string, input: HandingOver): Promise<Post> {
  const { post, from, to, on } = input
  return changePost(deps, actor, { organ, post }, async (subject, stored, now) => {
    const successor = await newcomer(deps, actor, to)
    const before = demandPost(subject, stored)
    demandNoWider(actor, before.duty, subject.state)
    demandSeparation(before.duty, await readDutiesOf(deps.table, successor.id, { from: on }))
    const after = handedOver(before, { ...input, id: deps.newId() }, dateInShanghai(now))
    if (after === before) return undefined
    const data: HandedOver = { post, from, to, on }
    return {
      after,
      type: 'organs.handed-over',
      data: { ...data },
      message: {
        to: successor.id,
        title: '岗位已移交给您',
        body: `自 ${on} 起由您办理。该岗位没有办结的事项一并移交,都在您的待办里。`,
      },
    }
  })
}
