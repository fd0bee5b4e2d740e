import type { IndexName, Item, Page, Query, Table, WholeQuery } from './table.ts'

interface OfIndex {
  readonly index: IndexName
}

/**
 * A page of an index for those who read what its items say: each has a `row`, or is the whole item as it lies in the
 * table. Items of 0.1.0 have no `row`, and an index holds nothing else of them but keys. Who needs keys alone asks
 * `query` itself.
 */
export async function indexPage(table: Pick<Table, 'query' | 'getMany'>, query: Query & OfIndex): Promise<Page> {
  const page = await table.query(query)
  return { ...page, items: await readable(table, page.items) }
}

/** The same to its end, for what is small by its nature. */
export async function indexAll(
  table: Pick<Table, 'all' | 'getMany'>,
  query: WholeQuery & OfIndex,
): Promise<readonly Item[]> {
  return readable(table, await table.all(query))
}

/** What has gone since the index last looked is left out. */
async function readable(table: Pick<Table, 'getMany'>, items: readonly Item[]): Promise<readonly Item[]> {
  const bare = items.filter((item) => item.row === undefined)
  if (bare.length === 0) return items
  const whole = (await table.getMany(bare)).values()
  return items.flatMap((item) => (item.row === undefined ? (whole.next().value ?? []) : item))
}
