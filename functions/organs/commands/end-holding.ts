import type { Actor } from '../../../shared/identity/actor.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import type { Ending } from '../contract.ts'
import type { Post } from '../domain/post.ts'
import { ended } from '../domain/tenure.ts'
import { changePost } from './change.ts'
import { type Deps, demandPost } from './deps.ts'

/** 结束任职: gives a holding its last day. The post and its work stay; a deputy acts while it is vacant. */
export function endHolding(deps: Deps, actor: Actor, organ: string, input: Ending): Promise<Post> {
  const { post, holding, lastDay } = input
  return changePost(deps, actor, { organ, post }, async (subject, stored, now) => {
    const before = demandPost(subject, stored)
    const after = ended(before, holding, lastDay, dateInShanghai(now))
    if (after === before) return undefined
    return { after, type: 'organs.holding-ended', data: { post, holding, lastDay } }
  })
}
