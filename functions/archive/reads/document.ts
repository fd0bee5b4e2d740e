import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Table } from '../../../shared/table/table.ts'
import type { Document } from '../domain/document.ts'
import { loadDocument } from '../store.ts'

/** @throws Refusal `not-found` */
export async function demandDocument(table: Pick<Table, 'get'>, matter: string, id: string): Promise<Document> {
  const document = await loadDocument(table, matter, id)
  if (!document) throw new Refusal('not-found', '本事项的台账里没有这份材料。')
  return document
}
