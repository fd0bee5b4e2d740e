import type { Item, Table, Write } from '../../shared/table/table.ts'
import { matterPk } from '../filing/contract.ts'
import { Document, isCurrent } from './domain/document.ts'

const DOCUMENTS = 'DOC#'
export const documentKey = (matter: string, id: string) => ({ pk: matterPk(matter), sk: `${DOCUMENTS}${id}` })

/** Key of the file, in `incoming` and in `archive`. */
export const fileKey = (document: Pick<Document, 'matter' | 'id'>) => `${document.matter}/${document.id}`
/** Key in `archive` of what the public is given instead of the kept file. */
export const publicKey = (document: Pick<Document, 'matter' | 'id'>) => `public/${fileKey(document)}`
/** Where a file that failed goes, inside `incoming`. Nothing is ever linked from there. */
export const quarantineKey = (document: Pick<Document, 'matter' | 'id'>) => `quarantine/${fileKey(document)}`

/** Partition of the sparse `due` index that holds what was announced and has not arrived: read whole by the sweep. */
export const AWAITING = 'ARCHIVE-AWAITING'

/** And the one that holds what is kept 永久, by the day on which its lock ends: read by the sweep up to a day. */
export const LOCKED = 'ARCHIVE-LOCKED'

/**
 * The row as stored. An awaiting document is in the index until it is settled, withdrawn or lapsed; one that is kept 永久
 * for good, also when it was withdrawn, since its lock is renewed.
 */
export function documentRow(document: Document): Item {
  return { ...documentKey(document.matter, document.id), ...Document.parse(document), ...dueOf(document) } as Item
}

function dueOf(document: Document) {
  const { matter, id } = document
  if (document.state === 'awaiting') {
    return document.lapsed === '' ? { duePk: AWAITING, dueSk: `${document.announcedAt}#${matter}#${id}` } : {}
  }
  const file = document.state === 'quarantined' ? null : document.file
  // Without a date it is on hold by an earlier release: there is nothing to renew.
  return file?.term === 'Y' && file.lockedUntil ? { duePk: LOCKED, dueSk: `${file.lockedUntil}#${matter}#${id}` } : {}
}

export async function loadDocument(
  table: Pick<Table, 'get'>,
  matter: string,
  id: string,
): Promise<Document | undefined> {
  const item = await table.get(documentKey(matter, id))
  return item && Document.parse(item)
}

/** All papers of a matter, in the order in which they were announced. */
export async function loadDocuments(table: Pick<Table, 'query'>, matter: string): Promise<Document[]> {
  const found: Document[] = []
  let cursor: string | undefined
  do {
    const page = await table.query({ pk: matterPk(matter), prefix: DOCUMENTS, ...(cursor ? { cursor } : {}) })
    found.push(...page.items.map((item) => Document.parse(item)))
    cursor = page.cursor
  } while (cursor)
  return found
}

/** What was announced and has neither arrived nor lapsed, oldest first; the index may be behind. */
export const awaiting = (table: Table) => due(table, { pk: AWAITING })

/** What is kept 永久 under a lock that ends on this day or before; the index may be behind. */
export const lockedUpTo = (table: Table, day: string) => due(table, { pk: LOCKED, to: `${day}#~` })

async function* due(table: Table, part: { pk: string; to?: string }): AsyncIterable<{ matter: string; id: string }> {
  let cursor: string | undefined
  do {
    const page = await table.query({ index: 'due', ...part, ...(cursor ? { cursor } : {}) })
    for (const item of page.items) yield { matter: String(item.matter), id: String(item.id) }
    cursor = page.cursor
  } while (cursor)
}

/**
 * Name, size and hash of a paper that the public may read: verified and not restricted. The hash is that of the bytes
 * which the public gets; '' for a notice of an earlier release whose paper nobody has opened since.
 */
export function publicAttachment(table: Pick<Table, 'get'>) {
  return async (matter: string, id: string): Promise<{ name: string; size: number; sha256: string } | undefined> => {
    const document = await loadDocument(table, matter, id)
    if (document?.state !== 'verified' || document.restricted) return undefined
    const { size, sha256 } = document.shown ?? { size: document.file.size, sha256: '' }
    return { name: document.title, size, sha256 }
  }
}

/**
 * What the volume demands before a report may be finished: the report itself. The condition goes into the commit that
 * finishes it, so that the paper cannot be withdrawn in between.
 */
export function archiveReadiness(table: Pick<Table, 'query'>) {
  return async (
    matter: string,
  ): Promise<{ gaps: readonly { field: string; message: string }[]; checks: readonly Write[] }> => {
    const reports = (await loadDocuments(table, matter)).filter((document) => document.kind === 'report')
    const report = reports.findLast(isCurrent)
    if (report) {
      const check = documentKey(matter, report.id)
      return { gaps: [], checks: [{ check, when: [{ attribute: 'state', is: 'verified' }] }] }
    }
    const coming = reports.some((document) => document.state === 'awaiting')
    const message = coming ? '评估报告还没有传完或没有校验完,请到「台账」查看' : '请先上传评估报告'
    return { gaps: [{ field: 'documents.report', message }], checks: [] }
  }
}
