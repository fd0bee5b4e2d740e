import { beforeAll, describe, expect, it } from 'vitest'
import { Refusal } from '../../kernel/refusal.ts'
import { type Item, type Page, type Query, type Table, TableLimit } from '../table.ts'
import { errorOf, fill, freshPk, type Opened, sortKeys } from './subject.ts'

/** Follows cursors to the end. */
async function pagesOf(table: Table, query: Query): Promise<Page[]> {
  const pages: Page[] = []
  let cursor: string | undefined
  do {
    const page = await table.query(cursor === undefined ? query : { ...query, cursor })
    pages.push(page)
    cursor = page.cursor
  } while (cursor !== undefined)
  return pages
}

export function pagesContract(subject: () => Opened): void {
  describe('pages', () => {
    const pk = freshPk()
    const other = freshPk()
    const keys = ['A', 'A\u0000', 'B', 'é', '\uFF01', '😀', '𠮷']
    beforeAll(async () => {
      await fill(
        subject().table,
        keys.map((sk, n) => ({ pk, sk, n })),
      )
      await fill(
        subject().table,
        keys.map((sk) => ({ pk: other, sk })),
      )
    })
    const pages = (query: Omit<Query, 'pk'>) => pagesOf(subject().table, { pk, ...query })
    const seen = (all: readonly Page[]) => sortKeys(all.flatMap((page) => page.items))

    it.each([1, 2, 3, 7, 100])('of %i show each item once and in order, forward and back', async (limit) => {
      const forward = await pages({ limit })
      expect(seen(forward)).toEqual(keys)
      expect(Math.max(...forward.map((page) => page.items.length))).toBe(Math.min(limit, keys.length))
      expect(seen(await pages({ limit, reverse: true }))).toEqual([...keys].reverse())
    })

    it('stay inside a prefix or a range', async () => {
      expect(seen(await pages({ limit: 1, prefix: 'A' }))).toEqual(['A', 'A\u0000'])
      expect(seen(await pages({ limit: 1, prefix: 'A', reverse: true }))).toEqual(['A\u0000', 'A'])
      expect(seen(await pages({ limit: 2, from: 'B', to: '😀' }))).toEqual(['B', 'é', '\uFF01', '😀'])
      expect(seen(await pages({ limit: 2, from: 'B', to: '😀', reverse: true }))).toEqual(['😀', '\uFF01', 'é', 'B'])
    })

    it('show what was added behind them, and go on when the item they ended at is gone', async () => {
      const moving = freshPk()
      await fill(
        subject().table,
        ['A', 'B', 'D'].map((sk) => ({ pk: moving, sk })),
      )
      const first = await subject().table.query({ pk: moving, limit: 2 })
      await subject().table.commit([{ delete: { pk: moving, sk: 'B' }, when: 'present' }])
      await fill(subject().table, [{ pk: moving, sk: 'C' }])
      const second = await subject().table.query({ pk: moving, cursor: first.cursor as string })
      expect(sortKeys(second.items)).toEqual(['C', 'D'])
    })

    it('count items before the filter: a page may be empty and still have a cursor', async () => {
      const filter = [{ attribute: 'n', oneOf: [5, 6] }]
      const all = await pages({ limit: 2, filter })
      expect(all[0]).toMatchObject({ items: [] })
      expect(all[0]?.cursor).toBeDefined()
      expect(seen(all)).toEqual(['😀', '𠮷'])
    })

    it('end at 1 MB', async () => {
      const big = freshPk()
      const items = ['A', 'B', 'C', 'D'].map((sk) => ({ pk: big, sk, text: 'x'.repeat(390_000) }))
      await fill(subject().table, items)
      const all = await pagesOf(subject().table, { pk: big })
      expect(seen(all)).toEqual(['A', 'B', 'C', 'D'])
      expect(all.length).toBeGreaterThan(1)
      // Whether pages whose items are all filtered out end there too is not asked: DynamoDB Local goes on, DynamoDB
      // does not. SQLite's own test asks it.
      const none = await pagesOf(subject().table, { pk: big, filter: [{ attribute: 'gone', is: 1 }] })
      expect(seen(none)).toEqual([])
    })

    it('filter by any demand', async () => {
      const find = async (filter: NonNullable<Query['filter']>) => seen(await pages({ filter }))
      expect(await find([{ attribute: 'n', is: 3 }])).toEqual(['é'])
      expect(await find([{ attribute: 'n', atMost: 1 }])).toEqual(['A', 'A\u0000'])
      expect(await find([{ attribute: 'gone', missing: true }])).toEqual(keys)
      expect(await find([{ attribute: 'gone', is: null }])).toEqual([])
      expect(await find([])).toEqual(keys)
    })

    it('refuse a filter on the key that was already used, and less than one item', async () => {
      for (const query of [{ filter: [{ attribute: 'sk', is: 'A' }] }, { limit: 0 }, { limit: 1.5 }]) {
        await expect(subject().table.query({ pk, ...query })).rejects.toThrow(TableLimit)
      }
    })

    it('refuse a cursor that was made up, changed, or made for another question', async () => {
      const { cursor } = await subject().table.query({ pk, limit: 2 })
      const flipped = `${cursor?.startsWith('A') ? 'B' : 'A'}${cursor?.slice(1)}`
      const last = await subject().table.query({ pk, limit: 2, prefix: 'A' })
      const asked: Query[] = [
        ...['', 'x', '!!', 'null', 'e30', flipped, `${cursor}AAAA`, '键'].map((c) => ({ pk, cursor: c })),
        { pk: other, cursor: cursor as string },
        { pk, cursor: cursor as string, reverse: true },
        { pk, cursor: last.cursor as string },
        { pk, index: 'byOrgan', cursor: cursor as string },
      ]
      for (const query of asked) {
        const error = await errorOf(subject().table.query(query))
        expect(error).toBeInstanceOf(Refusal)
        expect(error).toMatchObject({ code: 'invalid', fields: [{ field: 'cursor' }] })
        expect((error as Refusal).message).toMatch(/^\p{Script=Han}/u)
      }
    })
  })

  describe('a scan', () => {
    it('gives every item once, whatever its partition and however much there is', async () => {
      const mine = freshPk()
      const items: Item[] = Array.from({ length: 12 }, (_, n) => ({
        pk: `${mine}#${n % 3}`,
        sk: `${n}`,
        text: 'x'.repeat(200_000),
      }))
      await fill(subject().table, items)
      const found: Item[] = []
      for await (const item of subject().table.scan()) if (item.pk.startsWith(mine)) found.push(item)
      const order = (a: Item, b: Item) => Number(a.sk) - Number(b.sk)
      expect(found.sort(order)).toEqual(items)
    })
  })
}
