import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { memoryStore } from '../../../test/support/store.ts'
import { MATTERS } from '../definition.ts'
import type { Item } from '../table.ts'
import { inconsistencies } from './consistency.ts'
import { MIGRATIONS, migrate, versionOf } from './migrations.ts'
import { openStore } from './store.ts'
import { StoreUnusable } from './unusable.ts'

const steps = [
  { version: 1, sql: 'CREATE TABLE a (x)' },
  { version: 2, sql: 'INSERT INTO a VALUES (1); CREATE TABLE b (x)' },
]

/** As release 0.1.0 left it: an index row held the whole item. */
function asVersion1(database: DatabaseSync): void {
  for (const index of Object.keys(MATTERS.indexes)) {
    const table = `matters_by_${index}`
    database.exec(`UPDATE ${table} AS i SET item = (SELECT item FROM matters t WHERE t.pk = i.pk AND t.sk = i.sk)`)
  }
  database.exec('PRAGMA user_version = 1')
}

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

  it('make lists anew that held whole items, and leave nothing waiting to be shown twice', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'wenping-migrations-'))
    const file = join(dir, 'records.db')
    const now = () => new Date(0)
    const before = memoryStore(now, file)
    const [a, b] = ['A', 'B'].map(
      (sk): Item => ({ pk: 'M', sk, n: 1, organPk: 'O', organSk: sk, duePk: 'D', dueSk: sk }),
    )
    await before.table('matters').commit([a, b].map((put) => ({ put: put as Item, when: 'absent' })))
    asVersion1(before.database)
    before.database
      .prepare("INSERT INTO index_lag (due, name, before, after) VALUES (0, 'matters', NULL, ?)")
      .run(JSON.stringify(b))
    before.close()
    const after = memoryStore(now, file)
    const { items } = await after.table('matters').query({ index: 'byOrgan', pk: 'O' })
    expect(items).toEqual(['A', 'B'].map((sk) => ({ pk: 'M', sk, organPk: 'O', organSk: sk })))
    expect((await after.table('matters').query({ index: 'due', pk: 'D' })).items).toHaveLength(2)
    expect([...inconsistencies(after.database, MATTERS)]).toEqual([])
    after.close()
    rmSync(dir, { recursive: true })
  })

  it('are not needed to see that older data are whole', async () => {
    const store = memoryStore(() => new Date(0))
    const put = { pk: 'M', sk: 'A', n: 1, organPk: 'O', organSk: 'A' }
    await store.table('matters').commit([{ put, when: 'absent' }])
    asVersion1(store.database)
    expect([...inconsistencies(store.database, MATTERS)]).toEqual([])
    store.database.exec(`UPDATE matters_by_byOrgan SET item = '{"pk":"M"}'`)
    expect([...inconsistencies(store.database, MATTERS)]).toMatchObject([{ sk: 'A', problem: 'index-differs' }])
    store.close()
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
