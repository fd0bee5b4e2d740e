import type { Change, Head } from '../../shared/events/chain.ts'
import type { Decided, Guarded, Subject } from '../../shared/events/change.ts'
import type { Json } from '../../shared/kernel/canonical.ts'
import { Refusal } from '../../shared/kernel/refusal.ts'
import type { Item, Table, Write } from '../../shared/table/table.ts'
import type { OrganEvent } from './contract.ts'
import { type Account, account } from './domain/account.ts'
import { type Organ, organ } from './domain/organ.ts'
import { organOfPost, type Post, post } from './domain/post.ts'

/** `ORGAN#<code>`: head, `POST#<id>` rows, events. `ACCOUNT#<id>`: head, events. `HOLDS#<id>`: where to look, no more. */
export const keys = {
  organ: (code: string) => `ORGAN#${code}`,
  account: (id: string) => `ACCOUNT#${id}`,
  /** Index partition of all organs, by path; and of the people whom one organ employs, by id. */
  organs: 'ORGANS',
  peopleOf: (code: string) => `PEOPLE#${code}`,
  /** A post lies with its organ. */
  post: (id: string) => ({ pk: keys.organ(organOfPost(id)), sk: `${keys.posts}${id}` }),
  posts: 'POST#',
  holds: (id: string) => `HOLDS#${id}`,
}

/** State as the head holds it, with the index fields by which it is found, and `row`: all of it is what its list shows. */
export function organState(state: Organ) {
  const row = plain(organ.parse(state))
  return { ...row, row, organPk: keys.organs, organSk: state.path }
}

export function accountState(state: Account) {
  const row = plain(account.parse(state))
  return { ...row, row, organPk: keys.peopleOf(state.organ), organSk: state.id }
}

export function postRow(state: Post): Item {
  return { ...keys.post(state.id), ...plain(post.parse(state)) }
}

/**
 * Says in which post to look for an account. Outside every chain, since nothing is decided by it: a forged one points
 * to a post that does not name the account. Written unguarded, since it never says anything else.
 */
export function holdsRow(accountId: string, postId: string): Write {
  return { put: { pk: keys.holds(accountId), sk: postId }, when: 'any' }
}

/** An organ or an account as stored, with its chain's head. */
export interface Stored<S> {
  readonly head: Head
  readonly state: S
}
export type OrganSubject = Stored<Organ>

/** The subjects of the register's two chains, for `change`. */
export const organSubject = (code: string): Subject<OrganSubject | undefined> => ({
  pk: keys.organ(code),
  read: (item) => item && { head: item as unknown as Head, state: organ.parse(item) },
})
export const accountSubject = (id: string): Subject<Stored<Account> | undefined> => ({
  pk: keys.account(id),
  read: (item) => item && { head: item as unknown as Head, state: account.parse(item) },
})

/** @throws Refusal `not-found` */
export async function loadOrgan(table: Table, code: string): Promise<OrganSubject> {
  return demandOrgan(organSubject(code).read(await table.get({ pk: keys.organ(code), sk: 'HEAD' })))
}

/** @throws Refusal `not-found` */
export function demandOrgan(stored: OrganSubject | undefined): OrganSubject {
  if (!stored) throw new Refusal('not-found', '没有找到这个单位,或者它不在您的管理范围内')
  return stored
}

/** What happened, by whom, when: a change without the state and rows that come with it. */
export type Fact = Pick<Change, 'by' | 'at' | 'data'> & { readonly type: OrganEvent }

/** A post of the organ changes: under the organ's chain, with the pointers of those who are in it, and messages. */
export function postChange({ state }: OrganSubject, next: Post, fact: Fact, messages: readonly Guarded[]): Decided {
  const accounts = [...new Set(next.holdings.map((holding) => holding.account))]
  return {
    ...fact,
    state: organState(state),
    // Posts are guarded by the organ's head, which every change of a post moves.
    rows: [{ put: postRow(next), when: 'any' }],
    others: [...accounts.map((id) => holdsRow(id, next.id)), ...messages],
  }
}

/** Absent optional fields stay absent: a table refuses `undefined`. */
function plain<T extends object>(state: T): { readonly [key: string]: Json } {
  return JSON.parse(JSON.stringify(state)) as { readonly [key: string]: Json }
}
