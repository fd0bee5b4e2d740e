import type { Actor } from '../../../shared/identity/actor.ts'
import { by } from '../../../shared/identity/by.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { NewAccount } from '../contract.ts'
import type { Account } from '../domain/account.ts'
import { readAccount } from '../reads/register.ts'
import { saveAccount } from '../store.ts'
import { type Deps, managedOrgan } from './deps.ts'

/** 登记人员: who is registered may be given posts; being registered alone gives no right at all. */
export async function registerAccount(deps: Deps, actor: Actor, organ: string, input: NewAccount): Promise<Account> {
  await managedOrgan(deps, actor, organ)
  const known = await readAccount(deps.table, input.id)
  if (known?.organ === organ && known.name === input.name && known.active) return known
  if (known) throw new Refusal('duplicate', '这个账号已经登记过,请核对账号')
  const account: Account = { ...input, organ, active: true, leaves: [] }
  const at = deps.now().toISOString()
  await saveAccount(deps.table, undefined, account, {
    type: 'organs.account-registered',
    by: by(actor),
    at,
    data: { organ },
  })
  return account
}
