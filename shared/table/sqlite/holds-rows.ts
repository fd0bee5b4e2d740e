import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/** What this database keeps for itself; everything else was written for somebody. */
const OWN = new Set(['meta', 'index_lag', 'tokens'])

/**
 * Whether anything was ever committed to the database in `file`. Asked before it is opened for work, so that a refusal
 * has changed nothing. Every table of it counts, also one that only a newer program knows.
 */
export function holdsRows(file: string): boolean {
  if (!existsSync(file)) return false
  const database = new DatabaseSync(file, { timeout: 5000 })
  try {
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()
    return tables.some(({ name }) => {
      if (OWN.has(String(name))) return false
      return database.prepare(`SELECT 1 FROM "${String(name).replaceAll('"', '""')}" LIMIT 1`).get() !== undefined
    })
  } finally {
    database.close()
  }
}
