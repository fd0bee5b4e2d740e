import * as z from 'zod'
import type { Duty } from '../../../shared/identity/duty.ts'
import type { LocalDate } from '../../../shared/kernel/clock.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
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
export interface Reads {
  get(key: { pk: string; sk: string }): Promise<Row | undefined>
  query(query: {
    index?: 'byOrgan'
    pk: string
    prefix?: string
    cursor?: string
  }): Promise<{ items: readonly Row[]; cursor?: string }>
}
type Row = Readonly<Record<string, unknown>>

/** Stored heads carry chain and index fields beside the state: those fall away here. */
const stored = { organ: z.object(organ.shape), account: z.object(account.shape), post: z.object(post.shape) }

export async function readOrgan(table: Reads, code: string): Promise<Organ | undefined> {
  const row = await table.get({ pk: keys.organ(code), sk: 'HEAD' })
  return row && stored.organ.parse(row)
}

/** The whole register, by path: some 260 organs. */
export async function readOrgans(table: Reads): Promise<readonly Organ[]> {
  return (await all(table, { index: 'byOrgan', pk: keys.organs })).map((row) => stored.organ.parse(row))
}

export async function readPost(table: Reads, id: string): Promise<Post | undefined> {
  const row = await table.get(keys.post(id))
  return row && stored.post.parse(row)
}

/** A post of this very organ. @throws Refusal `not-found` */
export async function demandPost(table: Reads, organ: string, id: string): Promise<Post> {
  const found = await readPost(table, id)
  if (found?.organ !== organ) throw new Refusal('not-found', '这个单位没有这个岗位')
  return found
}

export async function readPosts(table: Reads, organ: string): Promise<readonly Post[]> {
  return (await all(table, { pk: keys.organ(organ), prefix: keys.posts })).map((row) => stored.post.parse(row))
}

export async function readAccount(table: Reads, id: string): Promise<Account | undefined> {
  const row = await table.get({ pk: keys.account(id), sk: 'HEAD' })
  return row && stored.account.parse(row)
}

/** Whom an organ employs, active or not. */
export async function readPeopleOf(table: Reads, organ: string): Promise<readonly Account[]> {
  const rows = await all(table, { index: 'byOrgan', pk: keys.peopleOf(organ) })
  return rows.map((row) => stored.account.parse(row))
}

/** Every person ever named in these posts. */
export async function readPeople(table: Reads, posts: readonly Post[], more: readonly string[] = []): Promise<People> {
  const ids = new Set([...more, ...posts.flatMap((p) => p.holdings.map((h) => h.account))])
  const found = await Promise.all([...ids].map((id) => readAccount(table, id)))
  return new Map(found.filter((a) => a !== undefined).map((a) => [a.id, a]))
}

/** Ids of the posts in which an account was ever put. Only says where to look: what holds stands in the post. */
export async function readPostIdsOf(table: Reads, account: string): Promise<readonly string[]> {
  return (await all(table, { pk: keys.holds(account) })).map((row) => String(row.sk))
}

/** Duties that an account has, as whatever, on any day of a span. */
export async function readDutiesOf(table: Reads, account: string, span: Span): Promise<readonly Duty[]> {
  const posts = await Promise.all((await readPostIdsOf(table, account)).map((id) => readPost(table, id)))
  const mine = (p: Post) => p.holdings.some((h) => h.account === account && overlap(h, span))
  return posts.filter((p) => p !== undefined && mine(p)).map((p) => (p as Post).duty)
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

async function all(table: Reads, query: Parameters<Reads['query']>[0]): Promise<readonly Row[]> {
  const rows: Row[] = []
  let cursor: string | undefined
  do {
    const page = await table.query({ ...query, ...(cursor ? { cursor } : {}) })
    rows.push(...page.items)
    cursor = page.cursor
  } while (cursor)
  return rows
}
