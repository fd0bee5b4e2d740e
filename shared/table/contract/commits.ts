import { beforeEach, describe, expect, it } from 'vitest'
import { GuardFailed, type Item, type Table, TableLimit, type Write } from '../table.ts'
import { errorOf, freshPk, type Opened, sortKeys } from './subject.ts'

export function commitsContract(subject: () => Opened): void {
  describe('commits', () => {
    let table: Table
    let pk: string
    beforeEach(() => {
      table = subject().table
      pk = freshPk()
    })
    const all = async () => (await table.query({ pk })).items
    const put = (sk: string, more: Partial<Item> = {}): Write => ({ put: { pk, sk, ...more } as Item, when: 'absent' })

    it('write, remove and check together', async () => {
      await table.commit([put('A'), put('B')])
      await table.commit([
        put('C'),
        { delete: { pk, sk: 'A' }, when: 'present' },
        { check: { pk, sk: 'B' }, when: 'present' },
      ])
      expect(sortKeys(await all())).toEqual(['B', 'C'])
    })

    it('do nothing at all when one guard fails', async () => {
      await table.commit([put('B', { n: 1 })])
      const writes = [
        put('A'),
        { delete: { pk, sk: 'B' }, when: 'present' } as Write,
        { check: { pk, sk: 'X' }, when: 'present' } as Write,
      ]
      await expect(table.commit(writes)).rejects.toThrow(GuardFailed)
      expect(await all()).toEqual([{ pk, sk: 'B', n: 1 }])
    })

    it('name each write that failed, in the order of the writes, with what is stored', async () => {
      await table.commit([put('B', { n: 1 }), put('D', { n: 2 }), put('F', { n: 3 })])
      const error = await errorOf(
        table.commit([
          put('A'),
          put('D'),
          { check: { pk, sk: 'C' }, when: 'present' },
          { delete: { pk, sk: 'F' }, when: [{ attribute: 'n', is: 3 }] },
          { put: { pk, sk: 'B' }, when: [{ attribute: 'n', is: 9 }] },
        ]),
      )
      expect(error).toBeInstanceOf(GuardFailed)
      expect((error as GuardFailed).failures).toEqual([
        { index: 1, current: { pk, sk: 'D', n: 2 } },
        { index: 2, current: undefined },
        { index: 4, current: { pk, sk: 'B', n: 1 } },
      ])
    })

    it('take 100 writes and not 101, nor none', async () => {
      const writes = Array.from({ length: 101 }, (_, i) => put(`N#${i}`))
      await expect(table.commit(writes)).rejects.toThrow(TableLimit)
      await expect(table.commit([])).rejects.toThrow(TableLimit)
      await table.commit(writes.slice(0, 100))
      expect(await all()).toHaveLength(100)
    })

    it('take 4 MB and not more', async () => {
      const text = 'x'.repeat(400_000)
      const writes = Array.from({ length: 11 }, (_, i) => put(`N#${i}`, { text }))
      await expect(table.commit(writes)).rejects.toThrow(TableLimit)
      await table.commit(writes.slice(0, 10))
      expect(await table.get({ pk, sk: 'N#9' })).toMatchObject({ text })
    })

    it('name a key once', async () => {
      await expect(table.commit([put('A'), { delete: { pk, sk: 'A' }, when: 'any' }])).rejects.toThrow(TableLimit)
      await expect(table.commit([put('A'), { check: { pk, sk: 'A' }, when: 'absent' }])).rejects.toThrow(TableLimit)
      expect(await all()).toEqual([])
    })

    it('change nothing the second time under one token, even if the row has moved on', async () => {
      for (const writes of [[put('A', { n: 1 })], [put('B', { n: 1 }), put('C', { n: 1 })]]) {
        const token = `${pk}/${writes.length}`
        await table.commit(writes, token)
        const first = (writes[0] as { put: Item }).put
        await table.commit([{ put: { ...first, n: 2 }, when: 'present' }])
        await table.commit(writes, token)
        expect(await table.get(first)).toMatchObject({ n: 2 })
      }
    })

    it('refuse a token that stands for other writes', async () => {
      await table.commit([put('A')], pk)
      await expect(table.commit([put('B')], pk)).rejects.toThrow(TableLimit)
      expect(sortKeys(await all())).toEqual(['A'])
    })

    it('refuse a token that is empty or too long', async () => {
      await expect(table.commit([put('A')], '')).rejects.toThrow(TableLimit)
      await expect(table.commit([put('A')], 'x'.repeat(1025))).rejects.toThrow(TableLimit)
      await table.commit([put('A')], pk.padEnd(1024, 'x'))
    })

    it('may be tried again under the token of one whose guard failed', async () => {
      const writes: Write[] = [put('A'), { check: { pk, sk: 'B' }, when: 'present' }]
      await expect(table.commit(writes, pk)).rejects.toThrow(GuardFailed)
      await table.commit([put('B')])
      await table.commit(writes, pk)
      expect(sortKeys(await all())).toEqual(['A', 'B'])
    })

    it('of ten who retry at once under one token take effect once', async () => {
      await Promise.all(Array.from({ length: 10 }, () => table.commit([put('A'), put('B')], pk)))
      expect(sortKeys(await all())).toEqual(['A', 'B'])
    })

    it('are seen by whoever reads after them', async () => {
      for (let n = 1; n <= 20; n++) {
        await table.commit([{ put: { pk, sk: 'A', n }, when: 'any' }])
        expect((await table.get({ pk, sk: 'A' }))?.n).toBe(n)
        expect((await all())[0]?.n).toBe(n)
      }
    })

    it('leave an item readable after its time to live, until the store gets round to it', async () => {
      await table.commit([put('A', { expiresAt: 1 })])
      expect(await table.get({ pk, sk: 'A' })).toMatchObject({ expiresAt: 1 })
      expect(sortKeys(await all())).toEqual(['A'])
    })
  })
}
