import type { Actor } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { NewAccount } from '../contract.ts'
import type { Account } from '../domain/account.ts'
import { changeAccount } from './change.ts'
import { type Deps, managedOrgan } from './deps.ts'

/** 登记人员: who is registered may be given posts; being registered alone gives no right at all. */
export async function registerAccount(deps: Deps, actor: Actor, organ: string, input: NewAccount): Promise<Account> {
  await managedOrgan(deps, actor, organ)
  return changeAccount(deps, actor, input.id, nothing, (known) => {
    if (known?.organ === organ && known.name === input.name && known.active) return undefined
    if (known) throw new Refusal('duplicate', '这个账号已经登记过,请核对账号')
    return {
      after: { ...input, organ, active: true, leaves: [] },
      type: 'organs.account-registered',
      data: { organ },
    }
  })
}

/** Of an account that somebody else registers meanwhile, the second person reads that it exists. */
const nothing = () => undefined
