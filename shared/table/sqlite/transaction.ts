import type { DatabaseSync } from 'node:sqlite'

/** Runs `work` in one transaction, within this turn: nobody else's statements can fall into it. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    // SQLite has rolled back by itself after some errors (disk full, I/O).
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
