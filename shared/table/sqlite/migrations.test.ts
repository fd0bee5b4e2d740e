import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { MATTERS } from '../definition.ts'
import { MIGRATIONS, migrate, versionOf } from './migrations.ts'
import { openStore } from './store.ts'
import { StoreUnusable } from './unusable.ts'

const steps = [
  { version: 1, sql: 'CREATE TABLE a (x)' },
  { version: 2, sql: 'INSERT INTO a VALUES (1); CREATE TABLE b (x)' },
]

describe('migrations', () => {
  it('run once each and in order, from wherever the data are', () => {
    const database = new DatabaseSync(':memory:')
    migrate(database, steps.slice(0, 1))
    migrate(database, steps)
    migrate(database, steps)
    expect(versionOf(database)).toBe(2)
    expect(database.prepare('SELECT count(*) AS n FROM a').get()).toMatchObject({ n: 1 })
  })

  it('leave the data as they were when one fails half-way', () => {
    const database = new DatabaseSync(':memory:')
    const broken = [...steps.slice(0, 1), { version: 2, sql: 'INSERT INTO a VALUES (1); CREATE TABLE a (x)' }]
    expect(() => migrate(database, broken)).toThrow(/没有成功,数据保持原样/)
    expect(versionOf(database)).toBe(1)
    expect(database.prepare('SELECT count(*) AS n FROM a').get()).toMatchObject({ n: 0 })
    migrate(database, steps)
    expect(versionOf(database)).toBe(2)
  })

  it('are numbered without gaps', () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, i) => i + 1))
  })

  it('refuse data of a newer program, in words, and touch nothing', () => {
    const dir = mkdtempSync(join(tmpdir(), 'wenping-migrations-'))
    const file = join(dir, 'records.db')
    const newer = new DatabaseSync(file)
    newer.exec('PRAGMA user_version = 999')
    newer.close()
    const open = () => openStore({ file, definitions: [MATTERS], now: () => new Date(0) })
    expect(open).toThrow(StoreUnusable)
    expect(open).toThrow(/更新版本的程序.*请换用新版程序/)
    const after = new DatabaseSync(file)
    expect(versionOf(after)).toBe(999)
    expect(after.prepare('SELECT count(*) AS n FROM sqlite_master').get()).toMatchObject({ n: 0 })
    after.close()
    rmSync(dir, { recursive: true })
  })
})
