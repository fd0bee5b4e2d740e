import { createSecretKey, randomBytes } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import type { TableDefinition } from '../definition.ts'
import type { Query, Table } from '../table.ts'
import { readToEnd } from '../whole.ts'
import { openReader } from './read.ts'

export interface Snapshot {
  readonly table: Omit<Table, 'commit'>
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
  const query = async (asked: Query) => reader.query(asked)
  database.exec('BEGIN')
  return {
    database,
    table: {
      get: async (key) => reader.get(key),
      query,
      all: (asked) => readToEnd(query, asked),
      getMany: async (keys) => reader.getMany(keys),
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
