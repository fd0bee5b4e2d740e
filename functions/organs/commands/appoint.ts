import type { Actor } from '../../../shared/identity/actor.ts'
import { DUTY_NAMES } from '../../../shared/identity/duty.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import type { Appointment } from '../contract.ts'
import { type Post, postId } from '../domain/post.ts'
import { demandFits } from '../domain/scope.ts'
import { demandSeparation } from '../domain/separation.ts'
import { appointed } from '../domain/tenure.ts'
import { readDutiesOf } from '../reads/register.ts'
import { changePost } from './change.ts'
import { type Deps, demandNoWider, newcomer } from './deps.ts'

/** 任命: puts somebody in a post of an organ as holder or deputy; the post is made with its first appointment. */
export function appoint(deps: Deps, actor: Actor, organ: string, input: Appointment): Promise<Post> {
  const { duty, seat, title, ...wish } = input
  const id = postId(organ, duty, seat)
  return changePost(deps, actor, { organ, post: id }, async ({ state }, stored, now) => {
    const person = await newcomer(deps, actor, input.account)
    const before = stored ?? { id, organ, duty, title: title ?? DUTY_NAMES[duty], holdings: [] }
    demandFits(duty, state)
    demandNoWider(actor, duty, state)
    demandSeparation(duty, await readDutiesOf(deps.table, person.id, input))
    const after = appointed(before, { ...wish, id: deps.newId() }, dateInShanghai(now))
    if (after === before) return undefined
    return {
      after,
      type: 'organs.appointed',
      data: { post: id, account: person.id, as: input.as, from: input.from, to: input.to ?? null },
      message: {
        to: person.id,
        title: '您有了新的岗位',
        body: `自 ${input.from} 起${input.as === 'deputy' ? '任副岗,主岗休假时由您代行' : ''}。进入工作台后可在右上角切换岗位。`,
      },
    }
  })
}
