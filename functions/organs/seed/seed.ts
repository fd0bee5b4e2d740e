import { extend, SYSTEM } from '../../../shared/events/chain.ts'
import { type Clock, dateInShanghai, type LocalDate } from '../../../shared/kernel/clock.ts'
import type { Table, Write } from '../../../shared/table/table.ts'
import type { OrganEvent } from '../contract.ts'
import type { Account } from '../domain/account.ts'
import type { Organ } from '../domain/organ.ts'
import type { Post } from '../domain/post.ts'
import { readPost } from '../reads/register.ts'
import { accountState, type Fact, holdsRow, keys, loadOrgan, organState, postRow } from '../store.ts'
import { DEMO_PEOPLE, type SeedPerson } from './people.ts'
import { placesFor } from './places.ts'
import { register } from './register.ts'

export interface SeedOptions {
  readonly table: Table
  readonly now: Clock
  /** With the invented people of the demonstration; never beside a real issuer. */
  readonly demo: boolean
  /** Without demo people somebody must appoint the first ones: a city administrator, by the issuer's `sub`. */
  readonly administrator?: { readonly id: string; readonly name: string }
}

/**
 * Registers the organs of Zhangye and, for a demonstration, its people in their posts. What is there already is left
 * alone, whoever changed it since: a second run writes nothing, and one that was interrupted goes on where it stopped.
 * @returns how many subjects were new or got posts
 */
export async function seedOrgans({ table, now, demo, administrator }: SeedOptions): Promise<number> {
  const at = now()
  const people = [...(demo ? DEMO_PEOPLE : []), ...(administrator ? [firstAdministrator(administrator)] : [])]
  const subjects = [
    ...register().map((organ) => organSubject(organ, at)),
    ...people.map((person) => accountSubject(person, at)),
  ]
  const known = await Promise.all(subjects.map(({ pk }) => table.get({ pk, sk: 'HEAD' })))
  const fresh = subjects.filter((_, index) => known[index] === undefined)
  // One after the other: when one fails, none is still under way that a second run would run into.
  for (const writes of batches(fresh)) await table.commit(writes)
  let staffed = 0
  for (const posts of placesFor(people, dateInShanghai(at))) staffed += Number(await staff(table, posts, at))
  return fresh.length + staffed
}

/** Adds those posts of one organ that are not there yet. */
async function staff(table: Table, posts: readonly Post[], at: Date): Promise<boolean> {
  const known = await Promise.all(posts.map((post) => readPost(table, post.id)))
  const missing = posts.filter((_, index) => known[index] === undefined)
  const organ = missing[0]?.organ
  if (organ === undefined) return false
  const { head, state } = await loadOrgan(table, organ)
  const { writes } = extend(head.pk, head, {
    ...fact('organs.appointed', at, { posts: missing.map((post) => post.id) }),
    state: organState(state),
    rows: missing.map((post) => ({ put: postRow(post), when: 'absent' })),
    others: missing.flatMap((post) => post.holdings.map((holding) => holdsRow(holding.account, post.id))),
  })
  await table.commit(writes)
  return true
}

interface Subject {
  readonly pk: string
  readonly writes: readonly Write[]
}

/** Whole subjects, as many as fit one commit's 100 writes. */
function batches(subjects: readonly Subject[]): readonly (readonly Write[])[] {
  const full: Write[][] = []
  for (const { writes } of subjects) {
    const last = full.at(-1)
    if (last && last.length + writes.length <= 100) last.push(...writes)
    else full.push([...writes])
  }
  return full
}

function organSubject(organ: Organ, at: Date): Subject {
  const pk = keys.organ(organ.code)
  const change = fact('organs.registered', at, { basis: organ.listed.basis })
  return { pk, writes: extend(pk, undefined, { ...change, state: organState(organ) }).writes }
}

function accountSubject(person: SeedPerson, at: Date): Subject {
  const { id, name, organ } = person
  const today = dateInShanghai(at)
  const leaves = person.leaveDays ? [{ from: today, to: daysLater(today, person.leaveDays) }] : []
  const state: Account = { id, name, organ, active: true, leaves }
  const pk = keys.account(id)
  const change = fact('organs.account-registered', at, { organ })
  return { pk, writes: extend(pk, undefined, { ...change, state: accountState(state) }).writes }
}

function fact(type: OrganEvent, at: Date, data: Fact['data']): Fact {
  return { type, at: at.toISOString(), by: SYSTEM, data }
}

function firstAdministrator({ id, name }: { id: string; name: string }): SeedPerson {
  return { id, name, organ: '6207-DWB', holds: ['6207-DWB.administrator'] }
}

function daysLater(day: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
