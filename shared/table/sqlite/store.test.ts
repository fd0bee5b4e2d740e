import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { crank } from '../../../test/support/crank.ts'
import { IDENTITIES, MATTERS, type TableDefinition } from '../definition.ts'
import type { Item, Table, Write } from '../table.ts'
import { readFeed, trimFeed } from './feed.ts'
import { openStore, type Store, type StoreOptions } from './store.ts'

let dir: string
let store: Store
let table: Table
let clock = crank()
const put = (sk: string, more = {}): Write => ({ put: { pk: 'P', sk, ...more } as Item, when: 'any' })

function open(options: Partial<StoreOptions> = {}): void {
  store = openStore({ file: join(dir, 'records.db'), definitions: [MATTERS, IDENTITIES], now: clock.now, ...options })
  table = store.table('matters')
}
function reopen(options: Partial<StoreOptions> = {}): void {
  store.close()
  open(options)
}
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'wenping-store-'))
  clock = crank()
  open()
})
afterEach(() => {
  store.close()
  rmSync(dir, { recursive: true })
})

describe('the change feed', () => {
  const event = (seq: number) => put(`EVENT#0000000${seq}`, { type: 'filing.submitted', seq })
  const told = () => readFeed(store.database, 0, 100).map(({ notice }) => notice.sk)

  it('tells of each new event and typed row once, in the order of the writes, without its content', async () => {
    await table.commit([put('HEAD'), event(1), put('C1', { type: 'comment.received', text: '不同意' })])
    expect(readFeed(store.database, 0, 10)).toEqual([
      { position: 1, notice: { group: 'P', pk: 'P', sk: 'EVENT#00000001', type: 'filing.submitted', seq: 1 } },
      { position: 2, notice: { group: 'P|C1', pk: 'P', sk: 'C1', type: 'comment.received', seq: 0 } },
    ])
  })

  it('is silent about changed and removed rows, failed commits, and tables without a stream', async () => {
    await table.commit([event(1)])
    await table.commit([event(1)])
    await table.commit([{ delete: { pk: 'P', sk: 'EVENT#00000001' }, when: 'any' }])
    await expect(table.commit([event(2), { check: { pk: 'P', sk: 'X' }, when: 'present' }])).rejects.toThrow()
    await store.table('identities').commit([event(3)])
    expect(told()).toEqual(['EVENT#00000001'])
  })

  it('wakes its reader only after commits that wrote to it, until told to stop', async () => {
    const woken: string[][] = []
    const stop = store.onCommit(() => woken.push(told()))
    await table.commit([put('HEAD')])
    await table.commit([event(1)])
    await table.commit([event(1)])
    stop()
    await table.commit([event(2)])
    expect(woken).toEqual([['EVENT#00000001']])
  })

  it('is read on from a position, and never uses one again after it was trimmed', async () => {
    await table.commit([event(1), event(2), event(3)])
    expect(readFeed(store.database, 1, 1)).toMatchObject([{ position: 2 }])
    trimFeed(store.database, 3)
    reopen()
    expect(told()).toEqual([])
    await table.commit([event(4)])
    expect(readFeed(store.database, 0, 10)).toMatchObject([{ position: 4 }])
  })
})

describe('time to live', () => {
  it('removes what is over when asked, from lists too, and nothing earlier', async () => {
    const seconds = Math.floor(clock.now().getTime() / 1000)
    const listed = { organPk: 'O', organSk: 'A' }
    for (let i = 0; i < 450; i++)
      await table.commit([put(`${i}`, { ...listed, expiresAt: seconds + (i < 401 ? 60 : 61) })])
    await table.commit([put('never', listed), put('text', { expiresAt: '2020-01-01' })])
    clock.forward(59_999)
    expect(await store.purgeExpired()).toBe(0)
    clock.forward(1)
    expect(await store.purgeExpired()).toBe(401)
    expect((await table.query({ pk: 'P' })).items).toHaveLength(51)
    expect((await table.query({ index: 'byOrgan', pk: 'O' })).items).toHaveLength(50)
  })

  it('is what the last write says', async () => {
    await table.commit([put('A', { expiresAt: 1 })])
    await table.commit([put('A')])
    expect(await store.purgeExpired()).toBe(0)
  })
})

describe('pages', () => {
  it('end at 1 MB before the filter, as DynamoDB ends them: an empty page has a cursor', async () => {
    for (const sk of ['A', 'B', 'C', 'D']) await table.commit([put(sk, { text: 'x'.repeat(390_000) })])
    const filter = [{ attribute: 'gone', is: 1 }]
    const page = await table.query({ pk: 'P', filter })
    expect(page.items).toEqual([])
    expect(await table.query({ pk: 'P', filter, cursor: page.cursor as string })).toEqual({ items: [] })
  })

  it('may be continued after a restart, and not in another database', async () => {
    await table.commit([put('A'), put('B')])
    const { cursor } = await table.query({ pk: 'P', limit: 1 })
    reopen()
    expect((await table.query({ pk: 'P', cursor: cursor as string })).items).toMatchObject([{ sk: 'B' }])
    const other = openStore({ file: ':memory:', definitions: [MATTERS], now: clock.now })
    await expect(other.table('matters').query({ pk: 'P', cursor: cursor as string })).rejects.toThrow('翻页')
    other.close()
  })
})

describe('indexes', () => {
  it('that are new on old data show what was there', async () => {
    await table.commit([put('A', { newPk: 'N', newSk: 'A' })])
    const due = { partitionKey: 'newPk', sortKey: 'newSk', projects: ['row'] }
    const grown: TableDefinition = { ...MATTERS, indexes: { due } }
    store.database.exec('DROP TABLE matters_by_due')
    reopen({ definitions: [grown] })
    expect((await table.query({ index: 'due', pk: 'N' })).items).toMatchObject([{ sk: 'A' }])
  })

  it('are not written when nothing that a list shows has changed', async () => {
    const listed = { organPk: 'O', organSk: 'A' }
    const rows = () => store.database.prepare('SELECT rowid, item FROM matters_by_byOrgan').all()
    await table.commit([put('A', { ...listed, row: { n: 1 }, version: 1 }), put('B', { ...listed, organSk: 'B' })])
    const before = rows()
    await table.commit([put('A', { ...listed, row: { n: 1 }, version: 2 })])
    expect(rows()).toEqual(before)
    await table.commit([put('A', { ...listed, row: { n: 2 }, version: 3 })])
    expect(rows().map(({ rowid }) => rowid)).not.toEqual(before.map(({ rowid }) => rowid))
  })

  it('that lagged when the process ended are current when it runs without a lag', async () => {
    reopen({ indexLagMs: 1000 })
    await table.commit([put('A', { organPk: 'O', organSk: 'A' })])
    reopen()
    expect((await table.query({ index: 'byOrgan', pk: 'O' })).items).toMatchObject([{ sk: 'A' }])
  })
})

describe('a copy of the store', () => {
  it('taken while commits go on is whole, and holds what was acknowledged before', async () => {
    let n = 0
    const step = () =>
      table.commit([put(`${++n}`.padStart(6, '0'), { type: 'comment.received', organPk: 'O', organSk: 'A' })])
    for (let i = 0; i < 200; i++) await step()
    const path = join(dir, 'copy.db')
    let done = false
    const copying = store.backupTo(path).finally(() => {
      done = true
    })
    while (!done) await step()
    await copying
    const copy = openStore({ file: path, definitions: [MATTERS, IDENTITIES], now: clock.now })
    const rows = (await copy.table('matters').query({ pk: 'P' })).items.map(({ sk }) => Number(sk))
    expect(rows).toEqual(rows.map((_, i) => i + 1))
    expect(rows.length).toBeGreaterThanOrEqual(200)
    expect(readFeed(copy.database, 0, 1e6)).toHaveLength(rows.length)
    expect((await copy.table('matters').query({ index: 'byOrgan', pk: 'O' })).items).toHaveLength(rows.length)
    copy.close()
    expect(n).toBeGreaterThan(200)
  })

  it('never takes the place of a file, and says so', async () => {
    await expect(store.backupTo(join(dir, 'records.db'))).rejects.toThrow()
    await table.commit([put('A')])
    expect(await table.get({ pk: 'P', sk: 'A' })).toBeDefined()
  })
})

describe('a clock that runs backward', () => {
  it('raises the alarm at each commit until it is right again, after a restart too', async () => {
    const alarms: string[] = []
    const onClockBackward = (last: Date, now: Date) => alarms.push(`${last.toISOString()} → ${now.toISOString()}`)
    clock.set(new Date('2026-03-02T09:00:00Z'))
    await table.commit([put('A')])
    clock.set(new Date('2026-03-02T08:59:59.500Z'))
    reopen({ onClockBackward })
    await table.commit([put('A')])
    expect(alarms).toEqual([])
    clock.set(new Date('2026-03-02T08:00:00Z'))
    await table.commit([put('A')])
    await table.commit([put('A')])
    expect(alarms).toEqual(Array(2).fill('2026-03-02T09:00:00.000Z → 2026-03-02T08:00:00.000Z'))
    clock.set(new Date('2026-03-02T09:00:01Z'))
    await table.commit([put('A')])
    expect(alarms).toHaveLength(2)
  })
})
