import type { Actor } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Account } from '../domain/account.ts'
import { changeAccount } from './change.ts'
import { type Deps, demandAccount, demandOther, managedOrgan } from './deps.ts'

/** 停用账号: at once and in every post; the posts' deputies act until somebody is appointed. The record stays. */
export async function closeAccount(deps: Deps, actor: Actor, organ: string, id: string): Promise<Account> {
  await managedOrgan(deps, actor, organ)
  demandOther(actor, id)
  // Whatever else changed of the person meanwhile, the account is to be closed.
  return changeAccount(deps, actor, id, nothing, (stored) => {
    const before = demandAccount(stored)
    if (before.organ !== organ) throw new Refusal('not-found', '这位同志的人事关系不在这个单位')
    if (!before.active) return undefined
    return { after: { ...before, active: false }, type: 'organs.account-closed', data: { organ } }
  })
}

const nothing = () => undefined
