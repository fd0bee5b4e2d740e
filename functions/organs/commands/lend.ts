import { type Actor, demandScope } from '../../../shared/identity/actor.ts'
import { by } from '../../../shared/identity/by.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import type { Lending } from '../contract.ts'
import { demandLendable } from '../domain/lending.ts'
import type { Post } from '../domain/post.ts'
import { demandSeparation } from '../domain/separation.ts'
import { appointed } from '../domain/tenure.ts'
import { demandPost, readDutiesOf } from '../reads/register.ts'
import { loadOrgan, savePost } from '../store.ts'
import { type Deps, demandNoWider, managedOrgan, newcomer } from './deps.ts'
import { tell } from './tell.ts'

/** 借用: an organ above puts one of its people into a post below, for a term and for that organ alone. */
export async function lend(deps: Deps, actor: Actor, organ: string, input: Lending): Promise<Post> {
  const subject = await managedOrgan(deps, actor, organ)
  const person = await newcomer(deps, actor, input.account)
  const { state: lender } = await loadOrgan(deps.table, person.organ)
  demandScope(actor, lender.path, '人员')
  demandLendable(lender, subject.state)
  const before = await demandPost(deps.table, organ, input.post)
  demandNoWider(actor, before.duty, subject.state)
  demandSeparation(before.duty, await readDutiesOf(deps.table, person.id, input))
  const at = deps.now()
  const { post, ...wish } = input
  const after = appointed(before, { ...wish, as: 'lent', lentBy: lender.code, id: deps.newId() }, dateInShanghai(at))
  if (after === before) return before
  const message = tell(deps, subject, after, {
    to: person.id,
    title: '您已借出',
    body: `${input.from} 至 ${input.to},以${lender.name}人员身份办理。进入工作台后可在右上角切换岗位。`,
    at,
  })
  await savePost(
    deps.table,
    subject,
    after,
    {
      type: 'organs.lent',
      by: by(actor),
      at: at.toISOString(),
      data: { post, account: person.id, lentBy: lender.code, from: input.from, to: input.to },
    },
    [message],
  )
  return after
}
