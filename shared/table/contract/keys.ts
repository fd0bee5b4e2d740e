import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TableLimit } from '../table.ts'
import { fill, freshPk, type Opened, sortKeys } from './subject.ts'

export function keysContract(subject: () => Opened): void {
  describe('keys', () => {
    const put = (pk: string, sk: string) => subject().table.commit([{ put: { pk, sk }, when: 'any' }])
    const all = async (pk: string) => sortKeys((await subject().table.query({ pk })).items)

    it('sort in UTF-8 byte order, where JavaScript would put 𠮷 before !', async () => {
      const pk = freshPk()
      const inOrder = ['\u0000', 'A', 'A\u0000', 'AB', 'Z', 'a', 'é', '中', '\uE000', '\uFF01', '😀', '𠮷']
      await fill(
        subject().table,
        [...inOrder].reverse().map((sk) => ({ pk, sk })),
      )
      expect(await all(pk)).toEqual(inOrder)
      expect([...inOrder].sort()).not.toEqual(inOrder)
    })

    it('sort as their bytes do, whatever they are', async () => {
      const key = fc.string({ unit: 'binary', minLength: 1, maxLength: 6 })
      await fc.assert(
        fc.asyncProperty(fc.uniqueArray(key, { minLength: 2, maxLength: 8 }), async (keys) => {
          const pk = freshPk()
          await subject().table.commit(keys.map((sk) => ({ put: { pk, sk }, when: 'absent' })))
          const sorted = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
          expect(await all(pk)).toEqual(sorted)
          const [from, to] = [sorted[0] as string, sorted.at(-2) as string]
          expect(sortKeys((await subject().table.query({ pk, from, to })).items)).toEqual(sorted.slice(0, -1))
        }),
        { numRuns: 40 },
      )
    })

    it('hold NUL like any other character, in both parts', async () => {
      const pk = `${freshPk()}\u0000x`
      await fill(subject().table, [{ pk, sk: 'a\u0000b' }])
      expect(await subject().table.get({ pk, sk: 'a\u0000b' })).toEqual({ pk, sk: 'a\u0000b' })
      expect(await subject().table.get({ pk, sk: 'a' })).toBeUndefined()
      expect(await all(pk.slice(0, -2))).toEqual([])
    })

    it('are not made equal by Unicode normal forms or letter case', async () => {
      const pk = freshPk()
      await fill(
        subject().table,
        ['é', 'e\u0301', 'E\u0301', 'a', 'A'].map((sk) => ({ pk, sk })),
      )
      expect(await all(pk)).toHaveLength(5)
    })

    it('take 2048 and 1024 bytes of UTF-8 and not one more', async () => {
      const pk = freshPk().padEnd(2048, '#')
      const sk = `${'键'.repeat(341)}#`
      await put(pk, sk)
      expect(await all(pk)).toEqual([sk])
      await expect(put(`${pk}#`, sk)).rejects.toThrow(TableLimit)
      await expect(put(pk, `${sk}#`)).rejects.toThrow(TableLimit)
    })

    it('are refused when empty, not text, or with an unpaired surrogate', async () => {
      const pk = freshPk()
      for (const bad of ['', '\uD83D', 'a\uDE00', 7 as unknown as string, undefined as unknown as string]) {
        await expect(put(pk, bad)).rejects.toThrow(TableLimit)
        await expect(put(bad, 'a')).rejects.toThrow(TableLimit)
        await expect(subject().table.get({ pk, sk: bad })).rejects.toThrow(TableLimit)
        await expect(subject().table.query({ pk: bad })).rejects.toThrow(TableLimit)
        await expect(subject().table.commit([{ delete: { pk, sk: bad }, when: 'any' }])).rejects.toThrow(TableLimit)
      }
      await expect(subject().table.query({ pk, prefix: '\uD83D' })).rejects.toThrow(TableLimit)
      expect(await all(pk)).toEqual([])
    })

    it('are found by prefix and by closed range, either way round', async () => {
      const pk = freshPk()
      await fill(
        subject().table,
        ['A', 'A#1', 'A#2', 'A#😀', 'A$', 'B'].map((sk) => ({ pk, sk })),
      )
      const find = async (query: object) => sortKeys((await subject().table.query({ pk, ...query })).items)
      expect(await find({ prefix: 'A#' })).toEqual(['A#1', 'A#2', 'A#😀'])
      expect(await find({ prefix: 'A#', reverse: true })).toEqual(['A#😀', 'A#2', 'A#1'])
      expect(await find({ prefix: 'A#1' })).toEqual(['A#1'])
      expect(await find({ prefix: 'C' })).toEqual([])
      expect(await find({ prefix: '' })).toHaveLength(6)
      expect(await find({ from: 'A#1', to: 'A#2' })).toEqual(['A#1', 'A#2'])
      expect(await find({ from: 'A#😀' })).toEqual(['A#😀', 'A$', 'B'])
      expect(await find({ to: 'A#1', reverse: true })).toEqual(['A#1', 'A'])
      expect(await find({ from: 'B', to: 'A' })).toEqual([])
      expect(await find({ to: '' })).toEqual([])
      await expect(find({ prefix: 'A', from: 'A' })).rejects.toThrow(TableLimit)
    })
  })
}
