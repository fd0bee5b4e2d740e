import type { DatabaseSync } from 'node:sqlite'
import type { IndexDefinition, TableDefinition } from '../definition.ts'
import { attributesSize } from '../size.ts'
import type { Item } from '../table.ts'

export const indexTable = (definition: TableDefinition, index: string) => `${definition.name}_by_${index}`

/** A row of an index table: reading a list touches this one b-tree, and a lagging index can show old state. */
export interface IndexRow {
  readonly key: readonly [ipk: Buffer, isk: Buffer, pk: Buffer, sk: Buffer]
  /** What the index holds of the item, as JSON. Equal texts are equal rows: the keys are in it. */
  readonly text: string
  /** As DynamoDB counts it for a page's megabyte. */
  readonly size: number
}

/** Undefined where the item is not in the index: it lacks one of its two keys. */
export function indexRow({ partitionKey, sortKey, projects }: IndexDefinition, item: Item): IndexRow | undefined {
  const ipk = item[partitionKey]
  const isk = item[sortKey]
  if (typeof ipk !== 'string' || typeof isk !== 'string') return undefined
  const held: { [attribute: string]: Item[string] } = { pk: item.pk, sk: item.sk, [partitionKey]: ipk, [sortKey]: isk }
  for (const name of projects) if (item[name] !== undefined) held[name] = item[name]
  return {
    key: [Buffer.from(ipk), Buffer.from(isk), Buffer.from(item.pk), Buffer.from(item.sk)],
    text: JSON.stringify(held),
    size: attributesSize(held, 'item', 0),
  }
}

export function insertIndexRow(database: DatabaseSync, definition: TableDefinition, index: string) {
  const insert = database.prepare(
    `INSERT INTO ${indexTable(definition, index)} (ipk, isk, pk, sk, item, size) VALUES (?, ?, ?, ?, ?, ?)`,
  )
  return ({ key, text, size }: IndexRow): void => void insert.run(...key, text, size)
}

export function deleteIndexRow(database: DatabaseSync, definition: TableDefinition, index: string) {
  const remove = database.prepare(
    `DELETE FROM ${indexTable(definition, index)} WHERE ipk = ? AND isk = ? AND pk = ? AND sk = ?`,
  )
  return ({ key }: IndexRow): void => void remove.run(...key)
}
