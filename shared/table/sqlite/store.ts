import { createSecretKey, randomBytes } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../../kernel/clock.ts'
import type { TableDefinition } from '../definition.ts'
import type { Table } from '../table.ts'
import { clockWatch } from './clock-watch.ts'
import { copyDatabaseAside } from './copy.ts'
import { createTables } from './create-tables.ts'
import { groupCommit } from './group.ts'
import { openIndexes } from './indexes.ts'
import { migrate } from './migrations.ts'
import { purgeExpired } from './purge.ts'
import { openTable } from './table.ts'

export interface StoreOptions {
  readonly file: string
  readonly definitions: readonly TableDefinition[]
  readonly now: Clock
  /** Milliseconds by which index reads lag, to find who relies on their being current. 0 unless told. */
  readonly indexLagMs?: number
  /** The alarm when the clock is more than a second behind the last commit. Told at every commit until it is right. */
  readonly onClockBackward?: (last: Date, now: Date) => void
}

export interface Store {
  /** @throws TypeError when no definition has that name */
  table(name: string): Table
  /** For code that lives beside the records (the dispatcher). Transactions must begin and end within one turn. */
  readonly database: DatabaseSync
  /** Called soon after each COMMIT that wrote feed rows. @returns stops it */
  onCommit(listener: () => void): () => void
  /** Removes items whose TTL is over; for a timer. @returns how many */
  purgeExpired(): Promise<number>
  /** A consistent copy while work goes on. `path` must not exist. */
  backupTo(path: string): Promise<void>
  /** Commits what waits, then closes. */
  close(): void
}

/** @throws StoreUnusable when the data were written by a newer program */
export function openStore(options: StoreOptions): Store {
  const { file, definitions, now, indexLagMs = 0 } = options
  const database = openDatabase(file)
  try {
    migrate(database)
    for (const definition of definitions) createTables(database, definition)
  } catch (error) {
    database.close()
    throw error
  }

  const listeners = new Set<() => void>()
  let fed = false
  const watch = clockWatch(database, options.onClockBackward ?? (() => {}))
  const group = groupCommit(database, {
    before: () => {
      fed = false
      watch(now())
    },
    after: () => {
      if (!fed) return
      for (const listener of listeners) queueMicrotask(listener)
    },
  })
  const onFeed = () => {
    fed = true
  }
  const cursorKey = createSecretKey(secretOf(database))
  const opened = definitions.map((definition) => {
    const indexes = openIndexes(database, definition, indexLagMs, now)
    return { definition, indexes, table: openTable({ database, definition, indexes, group, cursorKey, onFeed, now }) }
  })

  return {
    database,
    table(name) {
      const found = opened.find(({ definition }) => definition.name === name)
      if (!found) throw new TypeError(`no table ${name}`)
      return found.table
    },
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async purgeExpired() {
      let gone = 0
      for (const { definition, indexes } of opened) gone += await purgeExpired(database, definition, indexes, now)
      return gone
    },
    backupTo: (path) => copyDatabaseAside(file, path),
    close() {
      group.close()
      database.close()
    },
  }
}

function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 5000 })
  // FULL: an acknowledged commit outlives loss of power. fullfsync: on macOS only this reaches the disk.
  // The size limit takes back what the log grew to while a long backup held it.
  database.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;
    PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000; PRAGMA journal_size_limit = 67108864`)
  return database
}

/** The key of this database's cursors: made once, so that a cursor outlives a restart. */
function secretOf(database: DatabaseSync): Buffer {
  database
    .prepare("INSERT INTO meta (name, value) VALUES ('cursor-key', ?) ON CONFLICT DO NOTHING")
    .run(randomBytes(32))
  const row = database.prepare("SELECT value FROM meta WHERE name = 'cursor-key'").get()
  return Buffer.from(row?.value as Uint8Array)
}
