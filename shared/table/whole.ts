import type { Item, Table, WholeQuery } from './table.ts'

/** How every adapter's `all` reads a query to its end. Others call `table.all`. */
export async function readToEnd(query: Table['query'], asked: WholeQuery): Promise<readonly Item[]> {
  const items: Item[] = []
  let cursor: string | undefined
  do {
    const page = await query({ ...asked, ...(cursor ? { cursor } : {}) })
    items.push(...page.items)
    cursor = page.cursor
  } while (cursor)
  return items
}
