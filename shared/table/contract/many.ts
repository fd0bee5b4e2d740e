import { beforeEach, describe, expect, it } from 'vitest'
import { type Item, type Key, type Table, TableLimit } from '../table.ts'
import { fill, freshPk, type Opened, sortKeys } from './subject.ts'

export function manyContract(subject: () => Opened): void {
  describe('many at once', () => {
    let table: Table
    let pk: string
    beforeEach(() => {
      table = subject().table
      pk = freshPk()
    })
    /** In commits that stay under 4 MB. */
    async function put(items: readonly Item[]): Promise<void> {
      for (let from = 0; from < items.length; from += 8) {
        await table.commit(items.slice(from, from + 8).map((item) => ({ put: item, when: 'absent' })))
      }
    }

    it('all: gives every item of a query, however many pages it takes, in its order', async () => {
      const items = Array.from({ length: 12 }, (_, n) => ({ pk, sk: `${n + 10}`, n, text: 'x'.repeat(200_000) }))
      await put(items)
      expect((await table.query({ pk })).cursor).toBeDefined()
      expect(await table.all({ pk })).toEqual(items)
      expect(sortKeys(await table.all({ pk, from: '11', to: '13', reverse: true }))).toEqual(['13', '12', '11'])
      expect(sortKeys(await table.all({ pk, prefix: '2' }))).toEqual(['20', '21'])
      expect(sortKeys(await table.all({ pk, filter: [{ attribute: 'n', is: 3 }] }))).toEqual(['13'])
      expect(await table.all({ pk: freshPk() })).toEqual([])
    })

    it('getMany: gives one for each key in the order asked, the same twice where asked twice, undefined for none', async () => {
      const a = { pk, sk: 'A', n: 1 }
      const b = { pk: `${pk}#other`, sk: '好\u0000', row: { n: null } }
      await fill(table, [a, b])
      const nowhere = { pk, sk: 'B' }
      expect(await table.getMany([b, nowhere, a, b, nowhere])).toEqual([b, undefined, a, b, undefined])
      expect(await table.getMany([])).toEqual([])
    })

    it('getMany: takes any number of keys', async () => {
      const items = Array.from({ length: 8 }, (_, n) => ({ pk, sk: `${n}` }))
      await put(items)
      const keys = Array.from({ length: 250 }, (_, n) => ({ pk, sk: `${n % 125}` }))
      const found = await table.getMany(keys)
      expect(found).toHaveLength(250)
      expect(found).toEqual(keys.map((key) => items.find(({ sk }) => sk === key.sk)))
    })

    it('getMany: gives what one answer has no room for, too', async () => {
      const items = Array.from({ length: 48 }, (_, n) => ({ pk, sk: `${n}`, text: 'x'.repeat(390_000) }))
      await put(items)
      const found = await table.getMany(items)
      expect(sortKeys(found as Item[])).toEqual(sortKeys(items))
      expect(new Set(found.map((item) => String(item?.text).length))).toEqual(new Set([390_000]))
    })

    it('getMany: sees what was written before it', async () => {
      for (let n = 1; n <= 20; n++) {
        await table.commit([{ put: { pk, sk: 'A', n }, when: 'any' }])
        expect(await table.getMany([{ pk, sk: 'A' }])).toMatchObject([{ n }])
      }
    })

    it('getMany: refuses keys that no item can have', async () => {
      const bad: Key[] = [
        { pk, sk: '' },
        { pk: '\uD83D', sk: 'A' },
        { pk, sk: 'x'.repeat(1025) },
      ]
      for (const key of bad) await expect(table.getMany([{ pk, sk: 'A' }, key])).rejects.toThrow(TableLimit)
    })
  })
}
