import { type Actor, demandScope } from '../../../shared/identity/actor.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import type { Lending } from '../contract.ts'
import { demandLendable } from '../domain/lending.ts'
import type { Post } from '../domain/post.ts'
import { demandSeparation } from '../domain/separation.ts'
import { appointed } from '../domain/tenure.ts'
import { readDutiesOf } from '../reads/register.ts'
import { loadOrgan } from '../store.ts'
import { changePost } from './change.ts'
import { type Deps, demandNoWider, demandPost, newcomer } from './deps.ts'

/** 借用: an organ above puts one of its people into a post below, for a term and for that organ alone. */
export function lend(deps: Deps, actor: Actor, organ: string, input: Lending): Promise<Post> {
  const { post, ...wish } = input
  return changePost(deps, actor, { organ, post }, async (subject, stored, now) => {
    const person = await newcomer(deps, actor, input.account)
    const { state: lender } = await loadOrgan(deps.table, person.organ)
    demandScope(actor, lender.path, '人员')
    demandLendable(lender, subject.state)
    const before = demandPost(subject, stored)
    demandNoWider(actor, before.duty, subject.state)
    demandSeparation(before.duty, await readDutiesOf(deps.table, person.id, input))
    const holding = { ...wish, as: 'lent', lentBy: lender.code, id: deps.newId() } as const
    const after = appointed(before, holding, dateInShanghai(now))
    if (after === before) return undefined
    return {
      after,
      type: 'organs.lent',
      data: { post, account: person.id, lentBy: lender.code, from: input.from, to: input.to },
      message: {
        to: person.id,
        title: '您已借出',
        body: `${input.from} 至 ${input.to},以${lender.name}人员身份办理。进入工作台后可在右上角切换岗位。`,
      },
    }
  })
}
