import { ownWords, recordOf } from '../../../shared/events/record.ts'
import type { Table } from '../../../shared/table/table.ts'
import { hearingPk, looksPk } from '../store.ts'

const PAGE = 100

/** What was done with a matter's comments, from the hearing's own chain; ids and dispositions, never a word of theirs. */
export function hearingRecord(table: Pick<Table, 'query'>, matter: string, cursor?: string) {
  return recordOf(table, hearingPk(matter), ownWords, cursor)
}

/** Who looked at lists of what people wrote, latest first. */
export async function listLooks(table: Pick<Table, 'query'>, matter: string, cursor?: string) {
  const page = await table.query({ pk: looksPk(matter), reverse: true, limit: PAGE, ...(cursor ? { cursor } : {}) })
  const looks = page.items.map(({ name, organName, what, at }) => ({
    name: String(name),
    organName: String(organName),
    what: String(what),
    at: String(at),
  }))
  return { looks, ...(page.cursor ? { cursor: page.cursor } : {}) }
}
