import type { Duty } from '../../../shared/identity/duty.ts'
import type { LocalDate } from '../../../shared/kernel/clock.ts'
import { indexAll } from '../../../shared/table/index-read.ts'
import type { Table } from '../../../shared/table/table.ts'
import { type Account, account } from '../domain/account.ts'
import { type Organ, organ } from '../domain/organ.ts'
import { type Post, post } from '../domain/post.ts'
import { overlap, type Span } from '../domain/span.ts'
import { actingIn, type People } from '../domain/standing.ts'
import { keys } from '../store.ts'

/**
 * What others may ask of the register: pure functions over a table that is passed in, part of what `offers.ts` hands on.
 * Nothing here writes. Posts, people and organs by key are read strongly
 * consistent; the list of all organs comes from an index and may lag by moments, which a register bears.
 */
export type Reads = Pick<Table, 'get' | 'getMany' | 'all'>

export async function readOrgan(table: Reads, code: string): Promise<Organ | undefined> {
  const row = await table.get({ pk: keys.organ(code), sk: 'HEAD' })
  return row && organ.parse(row)
}

/** The whole register, by path: some 260 organs. */
export async function readOrgans(table: Reads): Promise<readonly Organ[]> {
  const rows = await indexAll(table, { index: 'byOrgan', pk: keys.organs })
  return rows.map((item) => organ.parse(item.row ?? item)) // heads of the first release are read whole
}

export async function readPost(table: Reads, id: string): Promise<Post | undefined> {
  const row = await table.get(keys.post(id))
  return row && post.parse(row)
}

export async function readPosts(table: Reads, code: string): Promise<readonly Post[]> {
  return (await table.all({ pk: keys.organ(code), prefix: keys.posts })).map((row) => post.parse(row))
}

export async function readAccount(table: Reads, id: string): Promise<Account | undefined> {
  const row = await table.get({ pk: keys.account(id), sk: 'HEAD' })
  return row && account.parse(row)
}

/** Whom an organ employs, active or not. */
export async function readPeopleOf(table: Reads, code: string): Promise<readonly Account[]> {
  const rows = await indexAll(table, { index: 'byOrgan', pk: keys.peopleOf(code) })
  return rows.map((item) => account.parse(item.row ?? item))
}

/** Every person ever named in these posts. */
export async function readPeople(table: Reads, posts: readonly Post[], more: readonly string[] = []): Promise<People> {
  const ids = new Set([...more, ...posts.flatMap((p) => p.holdings.map((h) => h.account))])
  const found = await table.getMany([...ids].map((id) => ({ pk: keys.account(id), sk: 'HEAD' })))
  const accounts = found.flatMap((item) => (item ? account.parse(item) : []))
  return new Map(accounts.map((a) => [a.id, a]))
}

/** Ids of the posts in which an account was ever put. Only says where to look: what holds stands in the post. */
export async function readPostIdsOf(table: Reads, accountId: string): Promise<readonly string[]> {
  return (await table.all({ pk: keys.holds(accountId) })).map((row) => String(row.sk))
}

/** Duties that an account has, as whatever, on any day of a span. */
export async function readDutiesOf(table: Reads, accountId: string, span: Span): Promise<readonly Duty[]> {
  const found = await table.getMany((await readPostIdsOf(table, accountId)).map(keys.post))
  const posts = found.flatMap((item) => (item ? post.parse(item) : []))
  const mine = (p: Post) => p.holdings.some((h) => h.account === accountId && overlap(h, span))
  return posts.filter(mine).map((p) => p.duty)
}

/**
 * To whom the reminders of a post, or of every post with a duty in an organ, go on a day: holders, lent people, and
 * deputies while no holder is there. Read when a message is sent, so that after a handover the successor gets it.
 * Empty when nobody acts: then tell the organ above (`superiorOf`).
 */
export async function holdersOf(
  table: Reads,
  whom: { readonly post: string } | { readonly organ: string; readonly duty: Duty },
  on: LocalDate,
): Promise<readonly string[]> {
  const posts =
    'post' in whom
      ? [await readPost(table, whom.post)].filter((p) => p !== undefined)
      : (await readPosts(table, whom.organ)).filter((p) => p.duty === whom.duty)
  const people = await readPeople(table, posts)
  return [...new Set(posts.flatMap((p) => actingIn(p, people, on)))]
}
