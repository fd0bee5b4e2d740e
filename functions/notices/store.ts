import type { Item, Table, Write } from '../../shared/table/table.ts'
import { type Matter, matterPk } from '../filing/contract.ts'
import { Notice } from './domain/notice.ts'

export const noticeKey = (matter: string, id: string) => ({ pk: matterPk(matter), sk: `NOTICE#${id}` })

export async function loadNotice(table: Pick<Table, 'get'>, matter: string, id: string): Promise<Notice | undefined> {
  const item = await table.get(noticeKey(matter, id))
  return item && Notice.parse(item)
}

/** All that a matter had, earliest first. */
export async function loadNotices(table: Pick<Table, 'query'>, matter: string): Promise<Notice[]> {
  const page = await table.query({ pk: matterPk(matter), prefix: 'NOTICE#' })
  return page.items.map((item) => Notice.parse(item))
}

/**
 * Marks a running notice in the sparse `due` index, so that the sweep finds what has closed. Under the matter's chain;
 * removed in the commit that closes the consultation.
 */
export function closingRow(notice: Notice): Item {
  return {
    ...closingKey(notice),
    matter: notice.matter,
    notice: notice.id,
    duePk: CLOSING,
    dueSk: `${notice.closesAt}#${notice.matter}`,
  }
}
export const closingKey = (notice: Pick<Notice, 'matter' | 'id'>) => ({
  pk: matterPk(notice.matter),
  sk: `CLOSING#${notice.id}`,
})
export const CLOSING = 'CLOSING'

/** The site's directory: one small row per published matter, read whole when the lists are rendered. */
export const SITE = 'SITE'
export function directoryWrite(matter: Matter, notice: Notice): Write {
  const row = { pk: SITE, sk: matter.id, notice: notice.id, closesAt: notice.closesAt, closesOn: notice.closesOn }
  return { put: row, when: 'any' } // derived from the notice in the same commit; the latest wins
}
