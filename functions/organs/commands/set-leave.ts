import type { Actor } from '../../../shared/identity/actor.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { LeaveWish } from '../contract.ts'
import { type Account, withLeave } from '../domain/account.ts'
import { changeAccount } from './change.ts'
import { type Deps, demandAccount, managedOrgan } from './deps.ts'

/** 休假、销假: stored with the person, so that the deputies of all his or her posts, in whatever organ, act meanwhile. */
export async function setLeave(deps: Deps, actor: Actor, organ: string, input: LeaveWish): Promise<Account> {
  await managedOrgan(deps, actor, organ)
  const thisLeave = (person: Account | undefined) => person?.leaves.find(({ from }) => from === input.from)
  return changeAccount(deps, actor, input.account, thisLeave, (stored, now) => {
    const before = demandAccount(stored)
    if (before.organ !== organ) throw new Refusal('not-found', '这位同志的人事关系不在这个单位,请由其所在单位登记')
    const after = withLeave(before, input, dateInShanghai(now))
    if (after === before) return undefined
    return { after, type: 'organs.leave-set', data: { from: input.from, to: input.to } }
  })
}
