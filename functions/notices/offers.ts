import type { Table } from '../../shared/table/table.ts'
import type { Notice } from './domain/notice.ts'
import { loadNotice, loadNotices, siteKey } from './store.ts'

/** What other features may ask of notices on the server. */
export type { Notice } from './domain/notice.ts'
export { spokenClosing } from './domain/notice.ts'
export { closingKey, loadNotice, loadNotices, published } from './store.ts'

/** The latest notice of a matter, open or closed; undefined while nothing was published. */
export async function currentNotice(table: Pick<Table, 'get'>, matter: string): Promise<Notice | undefined> {
  const row = await table.get(siteKey(matter))
  return row && loadNotice(table, matter, String(row.notice))
}

/** Does any notice of the matter, old or new, offer this paper to the public? */
export async function isPublished(table: Pick<Table, 'all'>, matter: string, document: string): Promise<boolean> {
  return (await loadNotices(table, matter)).some((notice) => notice.attachments.includes(document))
}
