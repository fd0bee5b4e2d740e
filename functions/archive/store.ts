import * as z from 'zod'
import { eventsAfter, rowHash } from '../../shared/events/chain.ts'
import { indexAll } from '../../shared/table/index-read.ts'
import type { Item, Key, Table } from '../../shared/table/table.ts'
import { matterPk } from '../matters/offers.ts'
import { Document, isCurrent, type Verified } from './domain/document.ts'

/**
 * A volume has a chain of its own, so that papers and the matter do not get in each other's way. Its head says whether
 * rows of the first release still have to be moved here from the matter (`commands/move.ts`).
 */
export const volumePk = (matter: string) => `VOLUME#${matter}`
const DOCUMENTS = 'DOC#'
export const documentKey = (matter: string, id: string) => ({ pk: volumePk(matter), sk: `${DOCUMENTS}${id}` })
const oldKey = (matter: string, id: string) => ({ pk: matterPk(matter), sk: `${DOCUMENTS}${id}` })

export const VolumeHead = z.object({ matter: z.string(), moving: z.boolean() })
export type VolumeHead = z.infer<typeof VolumeHead>

/** Key of the file, in `incoming` and in `archive`. */
export const fileKey = (document: Pick<Document, 'matter' | 'id'>) => `${document.matter}/${document.id}`
/** Key in `archive` of what the public is given instead of the kept file. */
export const publicKey = (document: Pick<Document, 'matter' | 'id'>) => `public/${fileKey(document)}`
/** Where a file that failed goes, inside `incoming`. Nothing is ever linked from there. */
export const quarantineKey = (document: Pick<Document, 'matter' | 'id'>) => `quarantine/${fileKey(document)}`

/** Who looked at which paper: a partition of its own, so that reading neither waits for writers nor disturbs them. */
export const looksPk = (matter: string) => `LOOKS#${matter}`
export const lookKey = (matter: string, at: string, id: string) => ({ pk: looksPk(matter), sk: `${at}#${id}` })

/** Who checks a paper now. It decides nothing, and lies outside the chains. */
export const leaseKey = (matter: string, id: string) => ({ pk: `CHECKING#${matterPk(matter)}`, sk: id })

/** Partition of the sparse `due` index that holds what was announced and has not arrived: read whole by the sweep. */
const AWAITING = 'ARCHIVE-AWAITING'

/** And the one that holds what is kept 永久, by the day on which its lock ends: read by the sweep up to a day. */
export const LOCKED = 'ARCHIVE-LOCKED'

/**
 * The row as stored. An awaiting paper is in the index until it is settled, withdrawn or lapsed. One that is kept 永久
 * stays in the index, even when withdrawn: its lock is renewed.
 */
export function documentRow(document: Document): Item {
  return { ...documentKey(document.matter, document.id), ...Document.parse(document), ...dueOf(document) } as Item
}

function dueOf(document: Document) {
  const { matter, id } = document
  const row = { matter, id }
  if (document.state === 'awaiting') {
    return document.lapsed === '' ? { row, duePk: AWAITING, dueSk: `${document.announcedAt}#${matter}#${id}` } : {}
  }
  const file = document.state === 'quarantined' ? null : document.file
  // Without a date it is on hold by an earlier release: there is nothing to renew.
  return file?.term === 'Y' && file.lockedUntil
    ? { row, duePk: LOCKED, dueSk: `${file.lockedUntil}#${matter}#${id}` }
    : {}
}

/**
 * A row of the first release lies in the old place until it is moved. If it moves between the first two reads, neither
 * finds it, and the third does.
 */
export async function loadDocument(
  table: Pick<Table, 'get'>,
  matter: string,
  id: string,
): Promise<Document | undefined> {
  const key = documentKey(matter, id)
  const item = (await table.get(key)) ?? (await table.get(oldKey(matter, id))) ?? (await table.get(key))
  return item && Document.parse(item)
}

/** All papers of a matter, in the order in which they were announced. */
export async function loadDocuments(table: Pick<Table, 'all'>, matter: string): Promise<Document[]> {
  // The old place first: a row that moves between the two reads is found twice, never missed.
  const old = await table.all({ pk: matterPk(matter), prefix: DOCUMENTS })
  const rows = await table.all({ pk: volumePk(matter), prefix: DOCUMENTS })
  const found = new Map([...old, ...rows].map((item) => [item.sk, Document.parse(item)]))
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, document]) => document)
}

/** Does any row still lie under the matter? */
export async function anyUnmoved(table: Pick<Table, 'query'>, matter: string): Promise<boolean> {
  return (await table.query({ pk: matterPk(matter), prefix: DOCUMENTS, limit: 1 })).items.length > 0
}

/**
 * The rows that still lie under the matter, as its chain left them. One that the chain does not know, or knows otherwise,
 * is nobody's commit: it stays where it is, and `verify:audit` names it.
 */
export async function loadUnmoved(table: Table, matter: string): Promise<Document[]> {
  const pk = matterPk(matter)
  const rows = await table.all({ pk, prefix: DOCUMENTS })
  const known = new Map<string, string | null>()
  for await (const event of eventsAfter(table, pk, 0)) {
    for (const [sk, hash] of Object.entries(event.rows)) known.set(sk, hash)
  }
  return rows.filter((row) => known.get(row.sk) === rowHash(row)).map((row) => Document.parse(row))
}
export const unmovedKey = (document: Document): Key => oldKey(document.matter, document.id)

const Named = z.object({ matter: z.string(), id: z.string() })

/** What was announced and has neither arrived nor lapsed, oldest first; the index may be behind. */
export const awaiting = (table: Table) => due(table, { pk: AWAITING })

/** What is kept 永久 under a lock that ends on this day or before; the index may be behind. */
export const lockedUpTo = (table: Table, day: string) => due(table, { pk: LOCKED, to: `${day}#~` })

async function* due(table: Table, part: { pk: string; to?: string }): AsyncIterable<z.infer<typeof Named>> {
  // The first release kept them beside the keys.
  for (const item of await indexAll(table, { index: 'due', ...part })) yield Named.parse(item.row ?? item)
}

/** The report that is in force: the latest that nothing has replaced. */
export function currentReport(documents: readonly Document[]): Verified | undefined {
  return documents.filter((document) => document.kind === 'report').findLast(isCurrent)
}
