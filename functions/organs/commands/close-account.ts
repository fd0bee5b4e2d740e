import type { Actor } from '../../../shared/identity/actor.ts'
import { by } from '../../../shared/identity/by.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Account } from '../domain/account.ts'
import { loadAccount, saveAccount } from '../store.ts'
import { type Deps, demandOther, managedOrgan } from './deps.ts'

/** 停用账号: at once and in every post; the posts' deputies act until somebody is appointed. The record stays. */
export async function closeAccount(deps: Deps, actor: Actor, organ: string, id: string): Promise<Account> {
  await managedOrgan(deps, actor, organ)
  demandOther(actor, id)
  const { head, state: before } = await loadAccount(deps.table, id)
  if (before.organ !== organ) throw new Refusal('not-found', '这位同志的人事关系不在这个单位')
  if (!before.active) return before
  const after = { ...before, active: false }
  const at = deps.now().toISOString()
  await saveAccount(deps.table, head, after, { type: 'organs.account-closed', by: by(actor), at, data: { organ } })
  return after
}
