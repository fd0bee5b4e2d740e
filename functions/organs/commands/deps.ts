import { type Actor, covers, demandScope } from '../../../shared/identity/actor.ts'
import type { Duty } from '../../../shared/identity/duty.ts'
import type { Clock } from '../../../shared/kernel/clock.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Notifier } from '../../../shared/notify/notify.ts'
import type { Table } from '../../../shared/table/table.ts'
import type { Account } from '../domain/account.ts'
import type { Organ } from '../domain/organ.ts'
import type { Post } from '../domain/post.ts'
import { scopeOf } from '../domain/scope.ts'
import { readAccount } from '../reads/register.ts'
import { demandOrgan, loadOrgan, type OrganSubject } from '../store.ts'

export interface Deps {
  readonly table: Table
  readonly now: Clock
  readonly newId: () => string
  readonly notifier: Notifier
}

/**
 * The organ whose posts are to change. @throws Refusal `not-found` outside the actor's scope, `forbidden` when the
 * actor's duty is another: the route says so too, and a command must hold without it.
 */
export function demandManaged(actor: Actor, stored: OrganSubject | undefined): OrganSubject {
  demandManager(actor)
  const subject = demandOrgan(stored)
  demandScope(actor, subject.state.path, '单位')
  return subject
}

/** The same for an organ that is not loaded yet, before its people change. */
export async function managedOrgan(deps: Deps, actor: Actor, code: string): Promise<OrganSubject> {
  demandManager(actor)
  return demandManaged(actor, await loadOrgan(deps.table, code))
}

function demandManager(actor: Actor): void {
  if (actor.duty !== 'administrator' && actor.duty !== 'leader')
    throw new Refusal('forbidden', '岗位和人员由单位管理员或负责人办理')
}

/** A post of this very organ. @throws Refusal `not-found` */
export function demandPost(organ: OrganSubject, post: Post | undefined): Post {
  if (post?.organ !== organ.state.code) throw new Refusal('not-found', '这个单位没有这个岗位')
  return post
}

/**
 * Nobody gives more than he has: a post whose sight is wider than the actor's own is given by the level above.
 * @throws Refusal `forbidden`
 */
export function demandNoWider(actor: Actor, duty: Duty, organ: Organ): void {
  if (!covers(actor.scope, scopeOf(duty, organ)))
    throw new Refusal('forbidden', '这个岗位的管理范围大于您的范围,请由上级管理员办理')
}

/** 三有之二 and plain prudence: nobody gives a post to himself. */
export function demandOther(actor: Actor, account: string): void {
  if (actor.account === account) throw new Refusal('rule', '不能给自己安排岗位,请由另一位管理员或上级办理')
}

/** @throws Refusal `not-found` */
export function demandAccount(account: Account | undefined): Account {
  if (!account) throw new Refusal('not-found', '没有找到这位同志的账号,请先登记')
  return account
}

/** Who is to come into a post: somebody else than the actor, registered, and not closed. */
export async function newcomer(deps: Deps, actor: Actor, id: string): Promise<Account> {
  demandOther(actor, id)
  const account = demandAccount(await readAccount(deps.table, id))
  if (!account.active) throw new Refusal('rule', '这个账号已停用,不能再任职')
  return account
}
