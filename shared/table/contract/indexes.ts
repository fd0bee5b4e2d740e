import { beforeEach, describe, expect, it } from 'vitest'
import { type Clause, type Item, type Query, type Table, TableLimit } from '../table.ts'
import { fill, freshPk, type Open, type Opened, sortKeys } from './subject.ts'

const LAG_MS = 2000

/** Looks until it is so, for a store whose index follows in its own time; a hand-cranked one is right at once. */
async function eventually(look: () => Promise<void>): Promise<void> {
  for (let tries = 50; ; tries--) {
    try {
      return await look()
    } catch (error) {
      if (tries === 0) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

export function indexesContract(subject: () => Opened, open: Open): void {
  describe('indexes', () => {
    let table: Table
    let pk: string
    let organPk: string
    beforeEach(() => {
      table = subject().table
      pk = freshPk()
      organPk = freshPk()
    })
    const find = async (query: Partial<Query> = {}) =>
      (await table.query({ index: 'byOrgan', pk: organPk, ...query })).items
    const matter = (sk: string, organSk: string, more = {}): Item => ({ pk, sk, organPk, organSk, ...more })

    it('hold keys and `row` of each item, and nothing else of it', async () => {
      const row = { title: '示例', nothing: null, list: [1, { deep: true }] }
      const held = [matter('1', 'A', { row }), matter('2', 'B')]
      const items = held.map((item) => ({
        ...{ ...item, n: 1, text: 'x'.repeat(5000) },
        ...{ authorityPk: pk, authoritySk: `C${item.sk}`, duePk: pk, dueSk: `D${item.sk}` },
      }))
      await fill(table, items)
      await eventually(async () => expect(await find()).toEqual(held))
      const byAuthority = { authorityPk: pk, authoritySk: 'C1' }
      const due = { duePk: pk, dueSk: 'D1' }
      await eventually(async () => {
        const { items: found } = await table.query({ index: 'byAuthority', pk, limit: 1 })
        expect(found).toEqual([{ pk, sk: '1', ...byAuthority, row }])
        expect(await table.all({ index: 'due', pk, to: 'D1' })).toEqual([{ pk, sk: '1', ...due, row }])
      })
      expect((await table.query({ pk })).items).toEqual(items)
    })

    it('show items by their own keys, in UTF-8 order', async () => {
      const items = [matter('3', 'B'), matter('1', '\uFF01', { row: { n: null } }), matter('2', '𠮷')]
      await fill(table, items)
      await eventually(async () => expect(await find()).toEqual(items))
      expect(await find({ reverse: true })).toEqual([...items].reverse())
      expect(await find({ prefix: 'B' })).toEqual([items[0]])
      expect(await find({ from: 'C', to: '\uFF01' })).toEqual([items[1]])
    })

    it('are sparse: an item that lacks one of the two keys is not in them', async () => {
      await fill(table, [{ pk, sk: '1', organPk }, { pk, sk: '2', organSk: 'A' }, matter('3', 'A')])
      await eventually(async () => expect(sortKeys(await find())).toEqual(['3']))
    })

    it('follow an item that moves, changes, loses its place and is removed', async () => {
      await fill(table, [matter('1', 'A'), matter('2', 'B'), matter('3', 'C'), matter('4', 'D')])
      await table.commit([
        { put: matter('1', 'Z'), when: 'present' },
        { put: matter('2', 'B', { n: 1, row: { n: 1 } }), when: 'present' },
        { put: { pk, sk: '3', organPk: `${organPk}#other`, organSk: 'C' }, when: 'present' },
        { put: { pk, sk: '4' }, when: 'present' },
      ])
      await eventually(async () =>
        expect(await find()).toEqual([matter('2', 'B', { row: { n: 1 } }), matter('1', 'Z')]),
      )
      expect(await find({ pk: `${organPk}#other` })).toHaveLength(1)
      await table.commit([{ delete: { pk, sk: '2' }, when: 'present' }])
      await eventually(async () => expect(sortKeys(await find())).toEqual(['1']))
    })

    it('page through items that share an index key, each once', async () => {
      const items = Array.from({ length: 7 }, (_, n) => ({
        ...matter(`${n}`, n < 5 ? 'same' : 'then'),
        pk: `${pk}#${n % 2}`,
      }))
      await fill(table, items)
      await eventually(async () => expect(await find()).toHaveLength(7))
      for (const reverse of [false, true]) {
        const seen: Item[] = []
        let cursor: string | undefined
        do {
          const page = await table.query({
            index: 'byOrgan',
            pk: organPk,
            reverse,
            limit: 2,
            ...(cursor ? { cursor } : {}),
          })
          seen.push(...page.items)
          cursor = page.cursor
        } while (cursor)
        expect(sortKeys(seen).sort()).toEqual(['0', '1', '2', '3', '4', '5', '6'])
        expect(new Set(seen.slice(...(reverse ? [0, 2] : [5])).map((item) => item.organSk))).toEqual(new Set(['then']))
      }
    })

    it('keep nothing of a commit that failed', async () => {
      const writes = [
        { put: matter('1', 'A'), when: 'absent' },
        { check: { pk, sk: 'X' }, when: 'present' },
      ] as const
      await expect(table.commit(writes)).rejects.toThrow()
      await fill(table, [matter('2', 'B')])
      await eventually(async () => expect(sortKeys(await find())).toEqual(['2']))
    })

    it('follow an item whose own attributes change and whose `row` does not', async () => {
      await fill(table, [matter('1', 'A', { n: 1, row: { n: 1 } })])
      await fill(table, [matter('1', 'A', { n: 2, row: { n: 1 } }), matter('2', 'B')])
      await eventually(async () =>
        expect(await find()).toEqual([matter('1', 'A', { row: { n: 1 } }), matter('2', 'B')]),
      )
      await table.commit([{ delete: { pk, sk: '1' }, when: 'present' }])
      await eventually(async () => expect(sortKeys(await find())).toEqual(['2']))
    })

    it('take texts that are not empty as their keys, and filters on what they hold alone', async () => {
      for (const bad of ['', 1, null, 'x'.repeat(2049)]) {
        await expect(fill(table, [{ pk, sk: '1', organPk: bad, organSk: 'A' }])).rejects.toThrow(TableLimit)
        await expect(fill(table, [{ pk, sk: '1', organPk, organSk: bad }])).rejects.toThrow(TableLimit)
      }
      await fill(table, [matter('1', 'A', { n: 1, row: {} }), matter('2', 'A', { n: 2 })])
      const wanted: [Clause, string[]][] = [
        [{ attribute: 'sk', is: '2' }, ['2']],
        [{ attribute: 'pk', is: 'other' }, []],
        [{ attribute: 'row', missing: true }, ['2']],
      ]
      for (const [clause, found] of wanted) {
        await eventually(async () => expect(sortKeys(await find({ filter: [clause] }))).toEqual(found))
      }
      for (const attribute of ['organPk', 'organSk', 'n', 'authorityPk', 'dueSk', 'constructor']) {
        await expect(find({ filter: [{ attribute, is: 'A' }] })).rejects.toThrow(TableLimit)
      }
    })
  })

  describe('an index that lags', () => {
    it('shows old state until its time has come, while the table itself is current', async ({ skip }) => {
      const { table, tick, close } = await open({ indexLagMs: LAG_MS })
      try {
        if (!tick) return skip('this store lags when it likes, not when told')
        const item = { pk: freshPk(), sk: 'A', organPk: freshPk(), organSk: 'A', row: { n: 1 } }
        const indexed = async () => (await table.query({ index: 'byOrgan', pk: item.organPk })).items
        await fill(table, [item])
        expect(await table.get(item)).toEqual(item)
        expect(await indexed()).toEqual([])
        tick(LAG_MS)
        expect(await indexed()).toEqual([item])
        await fill(table, [{ ...item, row: { n: 2 } }])
        tick(LAG_MS - 1)
        expect(await indexed()).toEqual([item])
        expect((await table.query({ pk: item.pk })).items).toEqual([{ ...item, row: { n: 2 } }])
        await table.commit([{ delete: item, when: 'present' }])
        tick(1)
        expect(await indexed()).toEqual([{ ...item, row: { n: 2 } }])
        tick(LAG_MS)
        expect(await indexed()).toEqual([])
      } finally {
        await close()
      }
    })
  })

  describe('a commit token', () => {
    it('is forgotten after ten minutes: then the guards decide again', async ({ skip }) => {
      const { table, tick, close } = await open()
      try {
        if (!tick) return skip('the clock of this store cannot be moved')
        const put = { pk: freshPk(), sk: 'A' }
        await table.commit([{ put, when: 'absent' }], put.pk)
        tick(10 * 60_000 - 1)
        await table.commit([{ put, when: 'absent' }], put.pk)
        tick(1)
        await expect(table.commit([{ put, when: 'absent' }], put.pk)).rejects.toThrow('guard failed')
      } finally {
        await close()
      }
    })
  })
}
