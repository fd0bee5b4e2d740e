import { type Actor, demandScope } from '../../shared/identity/actor.ts'
import type { Page, Table } from '../../shared/table/table.ts'
import { readOrgan } from '../organs/contract.ts'
import type { MatterRow } from './contract.ts'
import type { Matter } from './domain/matter.ts'
import { mayRead } from './domain/rights.ts'
import { answersTo } from './domain/search.ts'
import { whereabouts } from './domain/tasks.ts'
import { authorityPk, organPk, readHead, TaskRow, todoPk } from './store.ts'

const PAGE = 50
/** One search reads at most 10 000 matters, newest first: the city files some 500 a year. `npm run measure:search` times it. */
const SEARCH_PAGE = 250
const SEARCH_PAGES = 40

export function rowOf(matter: Matter): MatterRow {
  const where = whereabouts(matter)
  return {
    id: matter.id,
    title: matter.facts.title,
    kind: matter.facts.kind,
    organName: matter.organ.name,
    state: matter.life.state,
    stateName: where.stateName,
    filingNumber: matter.life.state === 'filed' ? matter.life.filingNumber : '',
    holder: where.holder,
    since: matter.since,
    next: where.next,
    registeredAt: matter.registeredAt,
  }
}

export interface ListQuery {
  readonly side: 'organ' | 'authority'
  readonly organ?: string | undefined
  readonly state?: string | undefined
  readonly cursor?: string | undefined
}

/** One page, newest first. A page costs what it reads; with a state filter it may be short and still have a cursor. */
export async function listMatters(
  table: Table,
  actor: Actor,
  query: ListQuery,
): Promise<{ matters: MatterRow[]; cursor?: string }> {
  const organ = query.organ ?? actor.organ
  // By the register and not by what is found: a list must not tell whether another body has filed anything.
  if (organ !== actor.organ) demandScope(actor, (await readOrgan(table, organ))?.path ?? '', '单位')
  const page = await pageOf(table, query.side, organ, query.cursor)
  const matters = page.items.map(readHead).filter((m) => mayRead(actor, m))
  const shown = matters.filter((m) => !query.state || m.life.state === query.state)
  return { matters: shown.map(rowOf), ...(page.cursor ? { cursor: page.cursor } : {}) }
}

function pageOf(table: Table, side: 'organ' | 'authority', code: string, cursor?: string, limit = PAGE): Promise<Page> {
  const [index, pk] =
    side === 'organ' ? (['byOrgan', organPk(code)] as const) : (['byAuthority', authorityPk(code)] as const)
  return table.query({ index, pk, reverse: true, limit, ...(cursor ? { cursor } : {}) })
}

/** The partitions in which a post's matters can be found: its own body's files, and what it reviews or oversees. */
export type SearchScope = (actor: Actor) => Promise<readonly { side: 'organ' | 'authority'; organ: string }[]>

/** Newest first, at most 20; every hit is one that the actor may read. */
export async function searchMatters(
  table: Table,
  actor: Actor,
  scope: SearchScope,
  typed: string,
): Promise<{ matters: MatterRow[]; more: boolean }> {
  const found = new Map<string, MatterRow>()
  let pages = 0
  for (const { side, organ } of await scope(actor)) {
    let cursor: string | undefined
    do {
      const page = await pageOf(table, side, organ, cursor, SEARCH_PAGE)
      for (const head of page.items.map(readHead)) {
        if (answersTo(head, typed) && mayRead(actor, head)) found.set(head.id, rowOf(head))
        if (found.size > 20) return { matters: [...found.values()].slice(0, 20), more: true }
      }
      cursor = page.cursor
    } while (cursor && ++pages < SEARCH_PAGES)
  }
  const matters = [...found.values()].sort((a, b) => (a.registeredAt < b.registeredAt ? 1 : -1))
  return { matters, more: pages >= SEARCH_PAGES }
}

/** What is the post's to do, by due date, then oldest first. */
export async function todoOf(table: Table, actor: Actor): Promise<TaskRow[]> {
  const rows: TaskRow[] = []
  let cursor: string | undefined
  do {
    const pk = todoPk(actor.organ, actor.duty)
    const page = await table.query({ index: 'byOrgan', pk, limit: 200, ...(cursor ? { cursor } : {}) })
    rows.push(...page.items.map((item) => TaskRow.parse(item)))
    cursor = page.cursor
  } while (cursor && rows.length < 500)
  const when = (row: TaskRow) => row.dueOn || '9999'
  return rows.sort((a, b) => (when(a) === when(b) ? (a.since < b.since ? -1 : 1) : when(a) < when(b) ? -1 : 1))
}
