import * as z from 'zod'
import { indexAll } from '../../shared/table/index-read.ts'
import type { Item, Table, Write } from '../../shared/table/table.ts'
import { type Matter, matterPk } from '../matters/offers.ts'
import { Notice } from './domain/notice.ts'

const NOTICES = 'NOTICE#'
export const noticeKey = (matter: string, id: string) => ({ pk: matterPk(matter), sk: `${NOTICES}${id}` })

export async function loadNotice(table: Pick<Table, 'get'>, matter: string, id: string): Promise<Notice | undefined> {
  const item = await table.get(noticeKey(matter, id))
  return item && Notice.parse(item)
}

/**
 * Marks a running notice in the sparse `due` index, so that the sweep finds what has closed. Under the matter's chain;
 * removed in the commit that closes the consultation.
 */
export function closingRow(notice: Notice): Item {
  return {
    ...closingKey(notice),
    row: { matter: notice.matter, notice: notice.id },
    duePk: CLOSING,
    dueSk: `${notice.closesAt}#${notice.matter}`,
  }
}
export const closingKey = (notice: Pick<Notice, 'matter' | 'id'>) => ({
  pk: matterPk(notice.matter),
  sk: `CLOSING#${notice.id}`,
})
const CLOSING = 'CLOSING'

const Due = z.object({ matter: z.string(), notice: z.string() })

/** Calls for opinions whose time is over and that nobody has closed yet: closing removes the row from the index. */
export async function dueNotices(table: Pick<Table, 'all' | 'getMany'>, until: string): Promise<z.infer<typeof Due>[]> {
  const rows = await indexAll(table, { index: 'due', pk: CLOSING, to: until })
  return rows.map((item) => Due.parse(item.row ?? item)) // the first release kept them beside the keys
}

/** Every notice of a matter, latest first. */
export async function loadNotices(table: Pick<Table, 'all'>, matter: string): Promise<Notice[]> {
  const rows = await table.all({ pk: matterPk(matter), prefix: NOTICES, reverse: true })
  return rows.map((row) => Notice.parse(row))
}

/** The site's directory: one small row per published matter, read whole when the lists are rendered. */
export const sitePk = 'SITE'
export const siteKey = (matter: string) => ({ pk: sitePk, sk: matter })
export function directoryWrite(matter: Matter, notice: Notice): Write {
  const row = { ...siteKey(matter.id), notice: notice.id, closesAt: notice.closesAt, closesOn: notice.closesOn }
  return { put: row, when: 'any' } // derived from the notice in the same commit; the latest wins
}

const Listed = z.object({ notice: z.string(), closesAt: z.string() })

/** The directory, one matter after the other: its latest notice and when that ends or ended. */
export async function* published(
  table: Pick<Table, 'all'>,
): AsyncIterable<{ readonly matter: string } & z.infer<typeof Listed>> {
  for (const item of await table.all({ pk: sitePk })) yield { matter: item.sk, ...Listed.parse(item) }
}
