import { createSecretKey, randomBytes } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import type { TableDefinition } from '../definition.ts'
import type { Table } from '../table.ts'
import { openReader } from './read.ts'

export interface Snapshot {
  readonly table: Pick<Table, 'get' | 'query' | 'scan'>
  /** For checks of what the table's face does not show. Reads the same instant. */
  readonly database: DatabaseSync
  close(): void
}

/**
 * The table as it was at one instant, whatever goes on meanwhile: beside a running server, without its lock, without
 * writing a byte. For integrity checks and exports. An index that lags is read as it lies.
 */
export function openSnapshot(file: string, definition: TableDefinition): Snapshot {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
  const indexes = { show: () => false, change: () => {}, catchUp: () => {} }
  const reader = openReader(database, definition, indexes, createSecretKey(randomBytes(32)))
  database.exec('BEGIN')
  return {
    database,
    table: {
      get: async (key) => reader.get(key),
      query: async (query) => reader.query(query),
      async *scan() {
        for (let after = 0; ; ) {
          const { items, last } = reader.slice(after)
          if (last === after) return
          yield* items
          after = last
          await setImmediate()
        }
      },
    },
    close: () => database.close(),
  }
}
