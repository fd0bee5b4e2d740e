import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crank } from '../../test/support/crank.ts'
import { memoryStore } from '../../test/support/store.ts'
import type { Json } from '../kernel/canonical.ts'
import { hashOf } from '../signing/hash.ts'
import type { Item, Table, Write } from '../table/table.ts'
import { type Change, extend, type Head, SYSTEM } from './chain.ts'
import { verifyAll, verifySubject, type Walked } from './verify.ts'

const PK = 'MATTER#WP-620702100-2026-0001'

/** One change: the subject's state, and rows that are put (text) or removed (null). */
type Step = { readonly state: Record<string, Json>; readonly rows: Readonly<Record<string, string | null>> }

const rowKey = fc.constantFrom('DOC#1', 'DOC#2', 'FACTOR#马', 'ZONE#1', 'HEAD#2', 'EVENTS')
const step: fc.Arbitrary<Step> = fc.record({
  state: fc.record({ state: fc.constantFrom('registered', 'filed'), name: fc.string({ unit: 'grapheme' }) }),
  rows: fc.dictionary(rowKey, fc.option(fc.string({ unit: 'grapheme' }))),
})
const chain = fc.array(step, { minLength: 1, maxLength: 6 })

async function build(table: Table, steps: readonly Step[], pk = PK): Promise<Item[]> {
  let head: (Head & Item) | undefined
  for (const [i, { state, rows }] of steps.entries()) {
    const writes = Object.entries(rows).map(([sk, text]): Write => {
      return text === null ? { delete: { pk, sk }, when: 'any' } : { put: { pk, sk, text }, when: 'any' }
    })
    const at = `2026-03-0${i + 1}T00:00:00.000Z`
    const change: Change = { state, type: 'filing.changed', by: SYSTEM, at, data: { step: i }, rows: writes }
    const extended = extend(pk, head, change)
    head = extended.head
    await table.commit(extended.writes)
  }
  return (await table.query({ pk })).items as Item[]
}

/** What somebody may do to one row past the program; the last also makes an event agree with itself again. */
const tamperings: Record<string, (row: Item) => Write> = {
  removed: ({ pk, sk }) => ({ delete: { pk, sk }, when: 'any' }),
  'given another attribute': (row) => ({ put: { ...row, note: 'x' }, when: 'any' }),
  'changed in its first attribute': (row) => {
    const [name = 'x', value] = Object.entries(row).find(([key]) => !['pk', 'sk', 'seq'].includes(key)) ?? []
    return { put: { ...row, [name]: typeof value === 'string' ? `${value}'` : `${value}` }, when: 'any' }
  },
  'changed and hashed anew': (row) => {
    const { hash: _, ...rest } = { ...row, at: '2020-01-01T00:00:00.000Z' } as Item & { hash?: string }
    return { put: { ...rest, hash: hashOf(rest as Item) } as Item, when: 'any' }
  },
}

describe('verifying a subject', () => {
  const now = crank().now

  it('finds nothing in a chain that nobody touched, whatever its rows hold and however long it is', async () => {
    await fc.assert(
      fc.asyncProperty(chain, async (steps) => {
        const store = memoryStore(now)
        const rows = await build(store.table('matters'), steps)
        const walked = await verifySubject(store.table('matters'), PK)
        expect(walked).toEqual({ pk: PK, events: steps.length, rows: rows.length - steps.length, findings: [] })
        store.close()
      }),
      { numRuns: 40 },
    )
  })

  it.each(Object.keys(tamperings))('names any one row that was %s', async (kind) => {
    await fc.assert(
      fc.asyncProperty(chain, fc.nat(), async (steps, pick) => {
        const store = memoryStore(now)
        const table = store.table('matters')
        const rows = await build(table, steps)
        const row = rows[pick % rows.length] as Item
        await table.commit([tamperings[kind]?.(row) as Write])
        const { findings } = await verifySubject(table, PK)
        expect(findings.map(({ sk }) => sk)).toContain(row.sk)
        store.close()
      }),
      { numRuns: 60 },
    )
  })

  it('names a row that came from nowhere, and one that came back', async () => {
    const store = memoryStore(now)
    const table = store.table('matters')
    await build(table, [
      { state: {}, rows: { 'DOC#1': 'a' } },
      { state: {}, rows: { 'DOC#1': null } },
    ])
    await table.commit([
      { put: { pk: PK, sk: 'DOC#1', text: 'a' }, when: 'absent' },
      { put: { pk: PK, sk: 'EVENT#00000000', text: 'a' }, when: 'absent' },
      { put: { pk: PK, sk: 'FACTOR#9' }, when: 'absent' },
    ])
    expect((await verifySubject(table, PK)).findings).toEqual([
      { pk: PK, sk: 'EVENT#00000000', problem: 'event-changed' },
      { pk: PK, sk: 'DOC#1', problem: 'row-unknown' },
      { pk: PK, sk: 'FACTOR#9', problem: 'row-unknown' },
    ])
    store.close()
  })

  it('names an event that was added at the end, though it agrees with the chain', async () => {
    const store = memoryStore(now)
    const table = store.table('matters')
    await build(table, [{ state: {}, rows: {} }])
    const head = (await table.get({ pk: PK, sk: 'HEAD' })) as unknown as Head
    const { event } = extend(PK, head, { state: {}, type: 'filing.filed', by: SYSTEM, at: '2026-01-01', data: {} })
    await table.commit([{ put: event, when: 'absent' }])
    const found = (await verifySubject(table, PK)).findings.map(({ sk }) => sk)
    expect(found).toContain(event.sk)
    store.close()
  })

  it('leaves cursors, reminders and drafts alone: nothing is decided by them', async () => {
    const store = memoryStore(now)
    const table = store.table('matters')
    await build(table, [{ state: {}, rows: {} }])
    for (const sk of ['CURSOR#site', 'REMIND#review', 'DRAFT#filing'])
      await table.commit([{ put: { pk: PK, sk }, when: 'any' }])
    expect((await verifySubject(table, PK)).findings).toEqual([])
    store.close()
  })

  it('is not misled by a change that happens while it walks', async () => {
    const store = memoryStore(now)
    const table = store.table('matters')
    await build(table, [{ state: {}, rows: { A: 'a', Z: 'z' } }])
    let changes = 3
    const busy: Table = {
      ...table,
      query: async (query) => {
        const page = await table.query(query)
        if (changes-- > 0) {
          const head = (await table.get({ pk: PK, sk: 'HEAD' })) as unknown as Head
          const rows: Write[] = [{ put: { pk: PK, sk: 'A', text: String(head.version) }, when: 'any' }]
          const change: Change = { state: {}, type: 'filing.changed', by: SYSTEM, at: '2026-01-01', data: {}, rows }
          await table.commit(extend(PK, head, change).writes)
          // Read half before, half after.
          const later = await table.query(query)
          return {
            items: [...page.items.filter(({ sk }) => sk < 'EVENT'), ...later.items.filter(({ sk }) => sk >= 'EVENT')],
          }
        }
        return page
      },
    }
    expect((await verifySubject(busy, PK)).findings).toEqual([])
    changes = Number.POSITIVE_INFINITY
    expect((await verifySubject(busy, PK)).findings).toEqual([{ pk: PK, sk: 'HEAD', problem: 'kept-changing' }])
    store.close()
  })
})

describe('verifying everything', () => {
  it('walks every partition with a head or an event, those robbed of one of them too, and no other', async () => {
    const store = memoryStore(crank().now)
    const table = store.table('matters')
    const steps = [{ state: {}, rows: {} }]
    for (const pk of ['MATTER#1', 'MATTER#2', 'ORGAN#3']) await build(table, steps, pk)
    await table.commit([
      { delete: { pk: 'MATTER#1', sk: 'HEAD' }, when: 'any' },
      { delete: { pk: 'MATTER#2', sk: 'EVENT#00000001' }, when: 'any' },
      { put: { pk: 'INBOX#a', sk: 'MESSAGE#1' }, when: 'any' },
    ])
    const walked: Walked[] = []
    for await (const one of verifyAll(table)) walked.push(one)
    expect(walked.map(({ pk, findings }) => [pk, findings[0]?.sk, findings[0]?.problem])).toEqual([
      ['MATTER#1', 'HEAD', 'row-missing'],
      ['MATTER#2', 'EVENT#00000001', 'event-missing'],
      ['ORGAN#3', undefined, undefined],
    ])
    store.close()
  })
})
