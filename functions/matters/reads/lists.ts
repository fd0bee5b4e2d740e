import { type Actor, demandScope } from '../../../shared/identity/actor.ts'
import { indexPage } from '../../../shared/table/index-read.ts'
import type { Item, Table } from '../../../shared/table/table.ts'
import { readOrgan } from '../../organs/offers.ts'
import type { MatterRow } from '../contract.ts'
import { STATE_NAMES } from '../domain/life.ts'
import { sees } from '../domain/rights.ts'
import { answersTo } from '../domain/search.ts'
import { whereabouts } from '../domain/whereabouts.ts'
import { type Part, tasksOf } from '../part.ts'
import {
  authorityPk,
  ListRow,
  listedTask,
  listRow,
  matterPk,
  organPk,
  readHead,
  type TaskRow,
  todoPk,
} from '../store.ts'

const PAGE = 50
/**
 * One search reads the queues in scope one after the other, each newest first: 10 000 matters, and of the queues after
 * those the first page. The city files some 500 a year. `npm run measure:search` times it.
 */
const SEARCH_PAGE = 250
const SEARCH_PAGES = 40

export interface ListDeps {
  readonly table: Table
  readonly parts: readonly Part[]
}

/** A row as people see it: without what decides who may. */
export function shownRow(row: ListRow): MatterRow {
  const { area: _area, projectCode: _code, organPath: _path, bodies: _bodies, ...shown } = row
  return { ...shown, stateName: STATE_NAMES[row.state as keyof typeof STATE_NAMES] ?? row.state }
}

/** What an index holds of a matter. A head of the first release has none, and is read whole. */
function readRow(parts: readonly Part[], item: Item): ListRow {
  if (item.row !== undefined) return ListRow.parse(item.row)
  const head = readHead(item)
  return listRow(head, whereabouts(head, tasksOf(parts, head)))
}

export interface ListQuery {
  readonly side: 'organ' | 'authority'
  readonly organ?: string | undefined
  readonly state?: string | undefined
  readonly cursor?: string | undefined
}

/** One page, newest first. A page costs what it reads; with a state filter it may be short and still have a cursor. */
export async function listMatters(
  { table, parts }: ListDeps,
  actor: Actor,
  query: ListQuery,
): Promise<{ matters: MatterRow[]; cursor?: string }> {
  const organ = query.organ ?? actor.organ
  // Asked of the register first: whoever may not see a body must not learn from a list whether it filed anything.
  if (organ !== actor.organ) demandScope(actor, (await readOrgan(table, organ))?.path ?? '', '单位')
  const page = await indexPage(table, pageQuery(query.side, organ, query.cursor))
  const rows = page.items.map((item) => readRow(parts, item)).filter((row) => sees(actor, row.organPath, row.bodies))
  const shown = rows.filter((row) => !query.state || row.state === query.state)
  return { matters: shown.map(shownRow), ...(page.cursor ? { cursor: page.cursor } : {}) }
}

function pageQuery(side: 'organ' | 'authority', code: string, cursor?: string, limit = PAGE) {
  const [index, pk] =
    side === 'organ' ? (['byOrgan', organPk(code)] as const) : (['byAuthority', authorityPk(code)] as const)
  return { index, pk, reverse: true, limit, ...(cursor ? { cursor } : {}) }
}

/** Every matter that is filed with an authority: for a feature that takes up what was there before it. */
export async function* idsFiledWith(table: Table, authority: string): AsyncIterable<string> {
  let cursor: string | undefined
  do {
    const page = await table.query(pageQuery('authority', authority, cursor, SEARCH_PAGE))
    for (const { pk } of page.items) yield pk.slice(matterPk('').length)
    cursor = page.cursor
  } while (cursor)
}

/** The partitions in which a post's matters can be found: its own body's files, and what it reviews or oversees. */
export type SearchScope = (actor: Actor) => Promise<readonly { side: 'organ' | 'authority'; organ: string }[]>

/** At most 20, newest first where that is all of them; every hit is one that the actor may read. */
export async function searchMatters(
  { table, parts }: ListDeps,
  actor: Actor,
  scope: SearchScope,
  typed: string,
): Promise<{ matters: MatterRow[]; more: boolean }> {
  const found = new Map<string, MatterRow>()
  let pages = 0
  for (const { side, organ } of await scope(actor)) {
    let cursor: string | undefined
    do {
      const page = await indexPage(table, pageQuery(side, organ, cursor, SEARCH_PAGE))
      for (const row of page.items.map((item) => readRow(parts, item))) {
        if (answersTo(row, typed) && sees(actor, row.organPath, row.bodies)) found.set(row.id, shownRow(row))
        if (found.size > 20) return { matters: [...found.values()].slice(0, 20), more: true }
      }
      cursor = page.cursor
    } while (cursor && ++pages < SEARCH_PAGES)
  }
  const matters = [...found.values()].sort((a, b) => (a.registeredAt < b.registeredAt ? 1 : -1))
  return { matters, more: pages >= SEARCH_PAGES }
}

type Todo = TaskRow & { readonly link: string }

/** What is the post's to do, by due date, then oldest first. */
export async function todoOf(table: Table, actor: Actor): Promise<Todo[]> {
  const rows: Todo[] = []
  let cursor: string | undefined
  do {
    const pk = todoPk(actor.organ, actor.duty)
    const page = await indexPage(table, { index: 'byOrgan', pk, limit: 200, ...(cursor ? { cursor } : {}) })
    rows.push(...page.items.flatMap((item) => listedTask(item) ?? []))
    cursor = page.cursor
  } while (cursor && rows.length < 500)
  const when = (row: Todo) => row.dueOn || '9999'
  return rows.sort((a, b) => (when(a) === when(b) ? (a.since < b.since ? -1 : 1) : when(a) < when(b) ? -1 : 1))
}
