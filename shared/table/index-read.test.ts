import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { crank } from '../../test/support/crank.ts'
import { memoryStore } from '../../test/support/store.ts'
import { indexAll, indexPage } from './index-read.ts'
import type { Store } from './sqlite/store.ts'
import type { Item, Table } from './table.ts'

const due = { duePk: 'DUE' }
const asked = { index: 'due', pk: 'DUE' } as const
const listed = (n: number): Item => ({ pk: 'M', sk: `${n}`, ...due, dueSk: `${n}`, row: { n }, text: 'long' })
/** As 0.1.0 wrote it: what a list shows lies beside the keys. */
const old = (n: number): Item => ({ pk: 'M', sk: `${n}`, ...due, dueSk: `${n}`, n })

describe('who reads an index', () => {
  let store: Store
  let table: Table
  let asks: number
  beforeEach(() => {
    store = memoryStore(crank().now)
    asks = 0
    const real = store.table('matters')
    table = { ...real, getMany: (keys) => real.getMany(keys).finally(() => asks++) }
  })
  afterEach(() => store.close())
  const put = (...items: Item[]) => table.commit(items.map((item) => ({ put: item, when: 'any' })))

  it('is given what it holds, and asks the table for nothing', async () => {
    await put(listed(1), listed(2))
    const shown = [listed(1), listed(2)].map(({ text: _, ...held }) => held)
    expect(await indexAll(table, asked)).toEqual(shown)
    expect((await indexPage(table, { ...asked, limit: 1 })).items).toEqual(shown.slice(0, 1))
    expect(asks).toBe(0)
  })

  it('is given items of the first release whole, in their place, by one look at the table', async () => {
    await put(old(1), listed(2), old(3))
    expect(await indexAll(table, asked)).toMatchObject([old(1), { row: { n: 2 } }, old(3)])
    const page = await indexPage(table, { ...asked, limit: 2 })
    expect(page).toMatchObject({ items: [old(1), { row: { n: 2 } }], cursor: expect.any(String) })
    expect(asks).toBe(2)
  })

  it('is not given an item that has gone since the index last looked', async () => {
    const real = table.query
    await put(old(1), listed(2), old(3))
    const behind: Table = {
      ...table,
      async query(query) {
        const page = await real(query)
        await table.commit([{ delete: { pk: 'M', sk: '1' }, when: 'any' }])
        return page
      },
    }
    expect((await indexPage(behind, asked)).items.map(({ sk }) => sk)).toEqual(['2', '3'])
  })
})
