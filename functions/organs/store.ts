import { type Change, extend, type Head } from '../../shared/events/chain.ts'
import { commitChange } from '../../shared/events/commit.ts'
import type { Json } from '../../shared/kernel/canonical.ts'
import { Refusal } from '../../shared/kernel/refusal.ts'
import type { Item, Table, Write } from '../../shared/table/table.ts'
import type { OrganEvent } from './contract.ts'
import { type Account, account } from './domain/account.ts'
import { type Organ, organ } from './domain/organ.ts'
import { organOfPost, type Post, post } from './domain/post.ts'

/** `ORGAN#<code>`: head, `POST#<id>` rows, events. `ACCOUNT#<id>`: head, events. `HOLDS#<id>`: where to look, no more. */
const organPk = (code: string) => `ORGAN#${code}`
const POSTS = 'POST#'
export const keys = {
  organ: organPk,
  account: (id: string) => `ACCOUNT#${id}`,
  /** Index partition of all organs, by path; and of the people whom one organ employs, by id. */
  organs: 'ORGANS',
  peopleOf: (code: string) => `PEOPLE#${code}`,
  /** A post lies with its organ. */
  post: (id: string) => ({ pk: organPk(organOfPost(id)), sk: `${POSTS}${id}` }),
  posts: POSTS,
  holds: (id: string) => `HOLDS#${id}`,
}

/** State as the head holds it, with the index fields by which it is found. */
export function organState(state: Organ) {
  return { ...plain(organ.parse(state)), organPk: keys.organs, organSk: state.path }
}

export function accountState(state: Account) {
  return { ...plain(account.parse(state)), organPk: keys.peopleOf(state.organ), organSk: state.id }
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

export interface OrganSubject {
  readonly head: Head
  readonly state: Organ
}

/** @throws Refusal `not-found` */
export async function loadOrgan(table: Table, code: string): Promise<OrganSubject> {
  const item = await table.get({ pk: keys.organ(code), sk: 'HEAD' })
  if (!item) throw new Refusal('not-found', '没有找到这个单位,或者它不在您的管理范围内')
  const { pk, sk, version, seq, hash, organPk, organSk, ...state } = item
  return { head: item as unknown as Head, state: organ.parse(state) }
}

export interface AccountSubject {
  readonly head: Head
  readonly state: Account
}

/** @throws Refusal `not-found` */
export async function loadAccount(table: Table, id: string): Promise<AccountSubject> {
  const item = await table.get({ pk: keys.account(id), sk: 'HEAD' })
  if (!item) throw new Refusal('not-found', '没有找到这位同志的账号,请先登记')
  const { pk, sk, version, seq, hash, organPk, organSk, ...state } = item
  return { head: item as unknown as Head, state: account.parse(state) }
}

/** What happened, by whom, when: a change without the state and rows that come with it. */
export type Fact = Pick<Change, 'by' | 'at' | 'data'> & { readonly type: OrganEvent }

/** A post of the organ changes: under the organ's chain, with the pointers of those who are in it, and messages. */
export async function savePost(
  table: Table,
  { head, state }: OrganSubject,
  next: Post,
  fact: Fact,
  messages: readonly Write[] = [],
): Promise<void> {
  const accounts = [...new Set(next.holdings.map((holding) => holding.account))]
  const { writes } = extend(head.pk, head, {
    ...fact,
    state: organState(state),
    // Posts are guarded by the organ's head, which every change of a post moves.
    rows: [{ put: postRow(next), when: 'any' }],
    others: [...accounts.map((id) => holdsRow(id, next.id)), ...messages],
  })
  await commitChange(table, writes)
}

/** @param head undefined to register the account; refused as `changed` when it exists */
export async function saveAccount(table: Table, head: Head | undefined, next: Account, fact: Fact): Promise<void> {
  const { writes } = extend(keys.account(next.id), head, { ...fact, state: accountState(next) })
  await commitChange(table, writes)
}

/** Absent optional fields stay absent: a table refuses `undefined`. */
function plain<T extends object>(state: T): { readonly [key: string]: Json } {
  return JSON.parse(JSON.stringify(state)) as { readonly [key: string]: Json }
}
