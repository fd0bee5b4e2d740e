import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { crank } from '../../../test/support/crank.ts'
import { MATTERS } from '../definition.ts'
import { GuardFailed, type Table, type TableFault, type Write } from '../table.ts'
import { openStore, type Store } from './store.ts'

let dir: string
let store: Store
let table: Table
const clock = crank()
const open = () => openStore({ file: join(dir, 'records.db'), definitions: [MATTERS], now: clock.now })
const put = (sk: string, more = {}): Write => ({ put: { pk: 'P', sk, ...more }, when: 'absent' })
const keys = async () => (await table.query({ pk: 'P' })).items.map(({ sk }) => sk)
const outcomes = async (...requests: Promise<void>[]) =>
  (await Promise.allSettled(requests)).map((r) => (r.status === 'fulfilled' ? 'done' : r.reason))

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'wenping-group-'))
  store = open()
  table = store.table('matters')
})
afterEach(() => {
  store.close()
  rmSync(dir, { recursive: true })
})

describe('commits requested in one turn', () => {
  it('share one transaction, and so one wait for the disk', async () => {
    let commits = 0
    store.onCommit(() => commits++)
    await Promise.all(Array.from({ length: 50 }, (_, i) => table.commit([put(`${i}`, { type: 'comment.received' })])))
    expect(commits).toBe(1)
    expect(await keys()).toHaveLength(50)
  })

  it('fail alone when a guard fails: the others are kept', async () => {
    const result = await outcomes(
      table.commit([put('A')]),
      table.commit([put('B'), put('A')]),
      table.commit([put('C')]),
    )
    expect(result).toEqual(['done', expect.any(GuardFailed), 'done'])
    expect(result[1]).toMatchObject({ failures: [{ index: 1, current: { pk: 'P', sk: 'A' } }] })
    expect(await keys()).toEqual(['A', 'C'])
  })

  it('see each other in the order in which they were requested', async () => {
    const step = (n: number) =>
      table.commit([{ put: { pk: 'P', sk: 'A', n: n + 1 }, when: [{ attribute: 'n', is: n }] }])
    await table.commit([put('A', { n: 0 })])
    expect(await outcomes(step(0), step(1), step(0), step(2))).toEqual([
      'done',
      'done',
      expect.any(GuardFailed),
      'done',
    ])
    expect(await table.get({ pk: 'P', sk: 'A' })).toMatchObject({ n: 3 })
  })

  it('fail alone when the database refuses one of them', async () => {
    store.database.exec(`CREATE TEMP TRIGGER refuse AFTER INSERT ON matters WHEN NEW.sk = x'42'
      BEGIN SELECT RAISE(ABORT, 'refused'); END`)
    const result = await outcomes(
      table.commit([put('A')]),
      table.commit([put('X'), put('B')]),
      table.commit([put('C')]),
    )
    expect(result).toEqual(['done', expect.objectContaining({ kind: 'unknown' }), 'done'])
    expect(await keys()).toEqual(['A', 'C'])
  })

  it('all fail with an unknown outcome when the COMMIT fails, and the store goes on', async () => {
    // A foreign key that is looked at only by COMMIT.
    store.database.exec(`
      CREATE TABLE parent (id INTEGER PRIMARY KEY);
      CREATE TABLE child (parent INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
      CREATE TEMP TRIGGER orphan AFTER INSERT ON matters WHEN NEW.sk = x'42' BEGIN INSERT INTO child VALUES (1); END`)
    const unknown = expect.objectContaining({ name: 'TableFault', kind: 'unknown' })
    let woken = 0
    store.onCommit(() => woken++)
    const more = { type: 'comment.received' }
    expect(await outcomes(table.commit([put('A', more)]), table.commit([put('B')]))).toEqual([unknown, unknown])
    expect(await keys()).toEqual([])
    expect(woken).toBe(0)
    await table.commit([put('A', more)])
    expect(await keys()).toEqual(['A'])
    expect(woken).toBe(1)
  })

  it('write nothing and may be tried again while another process holds the write lock', async () => {
    store.database.exec('PRAGMA busy_timeout = 0')
    const other = new DatabaseSync(join(dir, 'records.db'))
    other.exec('BEGIN IMMEDIATE')
    const fault = (await outcomes(table.commit([put('A')])))[0] as TableFault
    expect(fault).toMatchObject({ name: 'TableFault', kind: 'throttled' })
    other.close()
    await table.commit([put('A')])
    expect(await keys()).toEqual(['A'])
  })

  it('leave the connection free for other code of the same turn', async () => {
    const waiting = table.commit([put('A')])
    store.database.exec('BEGIN; CREATE TABLE beside (x); COMMIT')
    expect(store.database.isTransaction).toBe(false)
    await waiting
    expect(store.database.isTransaction).toBe(false)
    expect(await keys()).toEqual(['A'])
  })
})

describe('a store that is closed', () => {
  it('has committed what waited, and takes no more', async () => {
    const waiting = table.commit([put('A')])
    store.close()
    await waiting
    await expect(table.commit([put('B')])).rejects.toMatchObject({ kind: 'throttled' })
    store = open()
    table = store.table('matters')
    expect(await keys()).toEqual(['A'])
  })
})
