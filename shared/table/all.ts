import type { Item, Query, Table } from './table.ts'

/** Every item of a query, page by page. For what is small by its nature: a matter's to-do rows, its clocks, its notices. */
export async function allOf(table: Pick<Table, 'query'>, query: Omit<Query, 'cursor' | 'limit'>): Promise<Item[]> {
  const items: Item[] = []
  let cursor: string | undefined
  do {
    const page = await table.query({ ...query, ...(cursor ? { cursor } : {}) })
    items.push(...page.items)
    cursor = page.cursor
  } while (cursor)
  return items
}
