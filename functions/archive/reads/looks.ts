import type { Table } from '../../../shared/table/table.ts'
import { looksPk } from '../store.ts'

/** Who looked at what, latest first. */
export async function looksOf(table: Pick<Table, 'query'>, matter: string, cursor?: string) {
  const page = await table.query({ pk: looksPk(matter), reverse: true, limit: 100, ...(cursor ? { cursor } : {}) })
  const looks = page.items.map(({ document, name, organName, at }) => ({
    document: String(document),
    name: String(name),
    organName: String(organName),
    at: String(at),
  }))
  return { looks, ...(page.cursor ? { cursor: page.cursor } : {}) }
}
