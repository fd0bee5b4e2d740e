import type { Actor } from '../../../shared/identity/actor.ts'
import { by } from '../../../shared/identity/by.ts'
import { DUTY_NAMES } from '../../../shared/identity/duty.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import type { Appointment } from '../contract.ts'
import { type Post, postId } from '../domain/post.ts'
import { demandFits } from '../domain/scope.ts'
import { demandSeparation } from '../domain/separation.ts'
import { appointed } from '../domain/tenure.ts'
import { readDutiesOf, readPost } from '../reads/register.ts'
import { savePost } from '../store.ts'
import { type Deps, demandNoWider, managedOrgan, newcomer } from './deps.ts'
import { tell } from './tell.ts'

/** 任命: puts somebody in a post of an organ as holder or deputy; the post is made with its first appointment. */
export async function appoint(deps: Deps, actor: Actor, organ: string, input: Appointment): Promise<Post> {
  const subject = await managedOrgan(deps, actor, organ)
  const person = await newcomer(deps, actor, input.account)
  const id = postId(organ, input.duty, input.seat)
  const before = (await readPost(deps.table, id)) ?? {
    id,
    organ,
    duty: input.duty,
    title: input.title ?? DUTY_NAMES[input.duty],
    holdings: [],
  }
  demandFits(input.duty, subject.state)
  demandNoWider(actor, input.duty, subject.state)
  demandSeparation(input.duty, await readDutiesOf(deps.table, person.id, input))
  const { duty: _duty, seat: _seat, title: _title, ...wish } = input
  const at = deps.now()
  const after = appointed(before, { ...wish, id: deps.newId() }, dateInShanghai(at))
  if (after === before) return before
  const message = tell(deps, subject, after, {
    to: person.id,
    title: '您有了新的岗位',
    body: `自 ${input.from} 起${input.as === 'deputy' ? '任副岗,主岗休假时由您代行' : ''}。进入工作台后可在右上角切换岗位。`,
    at,
  })
  await savePost(
    deps.table,
    subject,
    after,
    {
      type: 'organs.appointed',
      by: by(actor),
      at: at.toISOString(),
      data: { post: id, account: person.id, as: input.as, from: input.from, to: input.to ?? null },
    },
    [message],
  )
  return after
}
