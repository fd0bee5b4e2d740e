import type { Table } from '../../../shared/table/table.ts'
import { matterPk } from '../../filing/contract.ts'
import { Notice, noticeKey } from '../../notices/contract.ts'

/** Does any notice of the matter, old or new, offer this paper to the public? */
export async function isPublished(table: Pick<Table, 'query'>, matter: string, id: string): Promise<boolean> {
  const { sk: prefix } = noticeKey(matter, '')
  let cursor: string | undefined
  do {
    const page = await table.query({ pk: matterPk(matter), prefix, ...(cursor ? { cursor } : {}) })
    if (page.items.some((item) => Notice.parse(item).attachments.includes(id))) return true
    cursor = page.cursor
  } while (cursor)
  return false
}
