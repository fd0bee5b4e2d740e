import type { Actor } from '../../../shared/identity/actor.ts'
import type { Table } from '../../../shared/table/table.ts'
import { demandPlace } from '../commands/place.ts'
import type { ListView } from '../contract.ts'
import type { Standing } from '../domain/standing.ts'
import { CODES, CodeRow, IMPORTS, ImportRow, listPk, loadList } from '../store.ts'
import { matchView } from './views.ts'

/** Rows read at once, and how often at most: with a filter a page may be short and still have a cursor. */
const READ = 100
const READS = 20
const ENOUGH = 50

export interface ListQuery {
  readonly standing?: Standing | undefined
  readonly cursor?: string | undefined
}

/** The list of the place that the post looks after: totals, what is not in yet, and one page of codes. */
export async function readList(table: Table, actor: Actor, query: ListQuery): Promise<ListView> {
  const place = await demandPlace(table, actor)
  const [list, page, open] = await Promise.all([
    loadList(table, place.code),
    pageOf(table, place.code, query),
    table.all({ pk: listPk(place.code), prefix: IMPORTS }),
  ])
  const { total, found, cancelled, last } = list?.is ?? { total: 0, found: 0, cancelled: 0, last: null }
  return {
    place: place.name,
    total,
    found,
    cancelled,
    none: total - found - cancelled,
    last,
    unfinished: open
      .map((item) => ImportRow.parse(item))
      .map(({ file, by, at, done, of }) => ({ file, by, at, done, of })),
    projects: page.rows.map(({ code, name, builder, remark, since, matters }) => ({
      code,
      name,
      builder,
      remark,
      since,
      ...matchView(actor, matters),
    })),
    ...(page.cursor ? { cursor: page.cursor } : {}),
  }
}

async function pageOf(table: Table, place: string, { standing, cursor: from }: ListQuery) {
  const filter = standing === undefined ? {} : { filter: [{ attribute: 'standing', is: standing }] }
  const rows: CodeRow[] = []
  let cursor = from
  let reads = 0
  do {
    const wanted = { pk: listPk(place), prefix: CODES, limit: standing === undefined ? ENOUGH : READ, ...filter }
    const page = await table.query({ ...wanted, ...(cursor ? { cursor } : {}) })
    rows.push(...page.items.map((item) => CodeRow.parse(item)))
    cursor = page.cursor
  } while (cursor && rows.length < ENOUGH && ++reads < READS)
  return { rows, cursor }
}
