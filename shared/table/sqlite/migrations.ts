import type { DatabaseSync } from 'node:sqlite'
import { StoreUnusable } from './unusable.ts'

export interface Migration {
  /** 1, 2, 3 … without gaps: `PRAGMA user_version` after it ran. */
  readonly version: number
  /** History: never edited once released. Runs in a transaction that the runner opens. */
  readonly sql: string
}

/** The tables of a definition are not here: `create-tables.ts` makes them, since definitions may grow an index. */
export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    sql: `
      CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
      -- AUTOINCREMENT: a position is never used twice, so a consumer's place stays right after trimming.
      CREATE TABLE feed (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        subject TEXT NOT NULL, pk TEXT NOT NULL, sk TEXT NOT NULL, type TEXT NOT NULL, seq INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE tokens (token TEXT PRIMARY KEY, writes TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      CREATE INDEX tokens_at ON tokens (at);
      -- Changes that a lagging index does not show yet; durable, so that a restart forgets none.
      CREATE TABLE index_lag (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, due INTEGER NOT NULL, name TEXT NOT NULL, before TEXT, after TEXT
      ) STRICT;`,
  },
  {
    // Index rows held whole items until then. They are made anew, from the items, with what their definition says alone;
    // what a lagging index had not shown yet is in the items, too.
    version: 2,
    sql: `
      DROP TABLE IF EXISTS matters_by_byOrgan;
      DROP TABLE IF EXISTS matters_by_byAuthority;
      DROP TABLE IF EXISTS matters_by_due;
      DROP TABLE index_lag;
      CREATE TABLE index_lag (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, due INTEGER NOT NULL, name TEXT NOT NULL, before TEXT, after TEXT
      ) STRICT;`,
  },
]

/**
 * Brings the database to the newest layout, one transaction a step.
 * @throws StoreUnusable when a newer program wrote it: an older one would misread or damage what it does not know.
 */
export function migrate(database: DatabaseSync, migrations: readonly Migration[] = MIGRATIONS): void {
  const newest = migrations.at(-1)?.version ?? 0
  const found = versionOf(database)
  if (found > newest) {
    throw new StoreUnusable(
      `数据由更新版本的程序写成(数据版本 ${found},本程序只认到 ${newest})。请换用新版程序,或恢复升级前的备份;数据没有改动。`,
    )
  }
  for (const { version, sql } of migrations) {
    if (version <= found) continue
    database.exec('BEGIN IMMEDIATE')
    try {
      database.exec(sql)
      database.exec(`PRAGMA user_version = ${version}`)
      database.exec('COMMIT')
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
      throw new StoreUnusable(`数据升级到版本 ${version} 没有成功,数据保持原样。请保留现场并联系维护人员。`, error)
    }
  }
}

export function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version)
}
