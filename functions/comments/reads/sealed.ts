import type { Table } from '../../../shared/table/table.ts'
import { Comment, commentKey, SEALED, SealedRow } from '../store.ts'

const PAGE = 50

/** Accusations for one receiving body, as they were sealed. */
export async function listSealed(table: Pick<Table, 'query' | 'get'>, organ: string, cursor?: string) {
  const page = await table.query({
    pk: SEALED,
    limit: PAGE,
    filter: [{ attribute: 'to', is: organ }],
    ...(cursor ? { cursor } : {}),
  })
  const items = await Promise.all(
    page.items.map(async (item) => {
      const { id, matter, shard, day } = SealedRow.parse(item)
      const row = await table.get(commentKey(matter, shard, id))
      return { id, day, jwe: row ? Comment.parse(row).sealed : '' }
    }),
  )
  return { items, ...(page.cursor ? { cursor: page.cursor } : {}) }
}
