import type { Actor } from '../../../shared/identity/actor.ts'
import { by } from '../../../shared/identity/by.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import type { Ending } from '../contract.ts'
import type { Post } from '../domain/post.ts'
import { ended } from '../domain/tenure.ts'
import { demandPost } from '../reads/register.ts'
import { savePost } from '../store.ts'
import { type Deps, managedOrgan } from './deps.ts'

/** 结束任职: gives a holding its last day. The post and its work stay; a deputy acts while it is vacant. */
export async function endHolding(deps: Deps, actor: Actor, organ: string, input: Ending): Promise<Post> {
  const subject = await managedOrgan(deps, actor, organ)
  const before = await demandPost(deps.table, organ, input.post)
  const at = deps.now()
  const after = ended(before, input.holding, input.lastDay, dateInShanghai(at))
  if (after === before) return before
  await savePost(deps.table, subject, after, {
    type: 'organs.holding-ended',
    by: by(actor),
    at: at.toISOString(),
    data: { post: after.id, holding: input.holding, lastDay: input.lastDay },
  })
  return after
}
