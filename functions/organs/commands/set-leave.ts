import type { Actor } from '../../../shared/identity/actor.ts'
import { by } from '../../../shared/identity/by.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { LeaveWish } from '../contract.ts'
import { type Account, withLeave } from '../domain/account.ts'
import { loadAccount, saveAccount } from '../store.ts'
import { type Deps, managedOrgan } from './deps.ts'

/** 休假、销假: kept on the person, so that the deputies of all his or her posts, in whatever organ, act meanwhile. */
export async function setLeave(deps: Deps, actor: Actor, organ: string, input: LeaveWish): Promise<Account> {
  await managedOrgan(deps, actor, organ)
  const { head, state: before } = await loadAccount(deps.table, input.account)
  if (before.organ !== organ) throw new Refusal('not-found', '这位同志的人事关系不在这个单位,请由其所在单位登记')
  const at = deps.now()
  const after = withLeave(before, input, dateInShanghai(at))
  if (after === before) return before
  await saveAccount(deps.table, head, after, {
    type: 'organs.leave-set',
    by: by(actor),
    at: at.toISOString(),
    data: { from: input.from, to: input.to },
  })
  return after
}
