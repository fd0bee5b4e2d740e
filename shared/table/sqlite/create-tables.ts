import type { DatabaseSync } from 'node:sqlite'
import type { TableDefinition } from '../definition.ts'
import type { Item } from '../table.ts'
import { indexRow, indexTable, insertIndexRow } from './index-rows.ts'
import { inTransaction } from './transaction.ts'

/**
 * Makes what is missing of a definition's tables; an index that is new on old data is filled from the items.
 *
 * Keys are BLOBs: compared byte by byte they are in UTF-8 order, and NUL is a byte like any other. The table has rowids:
 * with items of a kilobyte, WITHOUT ROWID made inserts in random order three times dearer (measured).
 */
export function createTables(database: DatabaseSync, definition: TableDefinition): void {
  if (!/^[a-z]+$/.test(definition.name)) throw new TypeError(`not a table name: ${definition.name}`)
  const { name } = definition
  inTransaction(database, () => {
    database.exec(`
      CREATE TABLE IF NOT EXISTS ${name} (
        id INTEGER PRIMARY KEY, pk BLOB NOT NULL, sk BLOB NOT NULL,
        item TEXT NOT NULL, size INTEGER NOT NULL, expires INTEGER, UNIQUE (pk, sk)
      ) STRICT;
      CREATE INDEX IF NOT EXISTS ${name}_expires ON ${name} (expires) WHERE expires IS NOT NULL;`)
    for (const [index, keys] of Object.entries(definition.indexes)) {
      const table = indexTable(definition, index)
      if (database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(table)) continue
      database.exec(`
        CREATE TABLE ${table} (
          ipk BLOB NOT NULL, isk BLOB NOT NULL, pk BLOB NOT NULL, sk BLOB NOT NULL,
          item TEXT NOT NULL, size INTEGER NOT NULL, UNIQUE (ipk, isk, pk, sk)
        ) STRICT`)
      const insert = insertIndexRow(database, definition, index)
      for (const { item } of database.prepare(`SELECT item FROM ${name}`).iterate()) {
        const row = indexRow(keys, JSON.parse(item as string) as Item)
        if (row) insert(row)
      }
    }
  })
}
