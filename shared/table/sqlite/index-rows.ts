import type { DatabaseSync } from 'node:sqlite'
import type { TableDefinition } from '../definition.ts'
import type { Item } from '../table.ts'

interface IndexKeys {
  readonly partitionKey: string
  readonly sortKey: string
}

export const indexTable = (definition: TableDefinition, index: string) => `${definition.name}_by_${index}`

/** Index rows hold a copy of the item: reading a list touches one b-tree, and a lagging index can show old state. */
export function insertIndexRow(database: DatabaseSync, definition: TableDefinition, index: string) {
  const insert = database.prepare(
    `INSERT INTO ${indexTable(definition, index)} (ipk, isk, pk, sk, item, size) VALUES (?, ?, ?, ?, ?, ?)`,
  )
  return (keys: IndexKeys, item: Item, text: string, size: number): void => {
    const row = rowKey(keys, item)
    if (row) insert.run(...row, text, size)
  }
}

export function deleteIndexRow(database: DatabaseSync, definition: TableDefinition, index: string) {
  const remove = database.prepare(
    `DELETE FROM ${indexTable(definition, index)} WHERE ipk = ? AND isk = ? AND pk = ? AND sk = ?`,
  )
  return (keys: IndexKeys, item: Item): void => {
    const row = rowKey(keys, item)
    if (row) remove.run(...row)
  }
}

/** Undefined where the item is not in the index: it lacks one of its two keys. */
function rowKey(keys: IndexKeys, item: Item): [Buffer, Buffer, Buffer, Buffer] | undefined {
  const ipk = item[keys.partitionKey]
  const isk = item[keys.sortKey]
  if (typeof ipk !== 'string' || typeof isk !== 'string') return undefined
  return [Buffer.from(ipk), Buffer.from(isk), Buffer.from(item.pk), Buffer.from(item.sk)]
}
