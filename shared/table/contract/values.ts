import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical, type Json } from '../../kernel/canonical.ts'
import { type Item, TableLimit } from '../table.ts'
import { freshPk, type Opened } from './subject.ts'

const MAX = 400 * 1024

export function valuesContract(subject: () => Opened): void {
  describe('values', () => {
    const put = (item: object) => subject().table.commit([{ put: item as Item, when: 'any' }])
    async function roundTrip(attributes: Readonly<Record<string, Json>>): Promise<Item | undefined> {
      const item = { pk: freshPk(), sk: 'A', ...attributes }
      await put(item)
      return subject().table.get(item)
    }

    it('come back to the letter: rare characters, emoji, scripts, line ends, NUL, decimals as text', async () => {
      const text = '𠮷䶮😀👨‍👩‍👧<script>alert(1)</script>\r\n\t\u0000é e\u0301 \uFEFF\u2028%_\\\'"'
      const attributes = { text, nested: { [text]: [text, { [text]: text }] }, decimal: '0.10' }
      expect(await roundTrip(attributes)).toMatchObject(attributes)
    })

    it('keep null apart from absent, and the empty text, list and map as they are', async () => {
      const stored = await roundTrip({ nothing: null, text: '', list: [], map: {}, no: false, zero: 0 })
      expect(stored).toMatchObject({ nothing: null, text: '', list: [], map: {}, no: false, zero: 0 })
      expect(stored).not.toHaveProperty('absent')
    })

    it('take attribute names that are words of the database, or odd', async () => {
      const names = {
        name: 'a',
        status: 'b',
        data: 'c',
        'a.b': 1,
        'a[0]': 2,
        '#x': 3,
        ':y': 4,
        中文: 5,
        constructor: 6,
      }
      expect(await roundTrip(names)).toMatchObject(names)
      const pk = freshPk()
      await put({ pk, sk: 'A', ...names })
      const when = Object.entries(names).map(([attribute, is]) => ({ attribute, is }))
      await subject().table.commit([{ put: { pk, sk: 'A', done: true }, when }])
      expect(await subject().table.get({ pk, sk: 'A' })).toEqual({ pk, sk: 'A', done: true })
    })

    it('hold integers up to 2^53 exactly, and refuse what is not one', async () => {
      const numbers = { most: Number.MAX_SAFE_INTEGER, least: Number.MIN_SAFE_INTEGER, round: 100_000_000 }
      expect(await roundTrip(numbers)).toMatchObject(numbers)
      for (const bad of [2 ** 53, -(2 ** 53), 0.1, Number.NaN, Number.POSITIVE_INFINITY, 1n]) {
        await expect(put({ pk: freshPk(), sk: 'A', bad })).rejects.toThrow(TableLimit)
      }
    })

    it('are refused when JSON has no word for them, at any depth', async () => {
      const holey: unknown[] = [1]
      holey[2] = 3
      for (const bad of [
        undefined,
        () => 1,
        Symbol('x'),
        new Date(0),
        new Set([1]),
        new Map(),
        Buffer.from('x'),
        holey,
      ]) {
        await expect(put({ pk: freshPk(), sk: 'A', bad })).rejects.toThrow(TableLimit)
        await expect(put({ pk: freshPk(), sk: 'A', deep: [{ bad }] })).rejects.toThrow(TableLimit)
      }
    })

    it('are refused with an unpaired surrogate, in names too, and with names that get lost', async () => {
      for (const bad of ['\uD83D', 'a\uDE00b']) {
        await expect(put({ pk: freshPk(), sk: 'A', bad })).rejects.toThrow(TableLimit)
        await expect(put({ pk: freshPk(), sk: 'A', [bad]: 1 })).rejects.toThrow(TableLimit)
        await expect(put({ pk: freshPk(), sk: 'A', deep: { [bad]: 1 } })).rejects.toThrow(TableLimit)
      }
      await expect(put(JSON.parse(`{"pk":"${freshPk()}","sk":"A","__proto__":1}`))).rejects.toThrow(TableLimit)
      await expect(put({ pk: freshPk(), sk: 'A', '': 1 })).rejects.toThrow(TableLimit)
    })

    it('nest to 31 lists or maps within each other, so that the innermost value is the 32nd level', async () => {
      const nest = (levels: number): Json => (levels === 0 ? 'x' : [nest(levels - 1)])
      expect(await roundTrip({ deep: nest(31) })).toMatchObject({ deep: nest(31) })
      await expect(roundTrip({ deep: nest(32) })).rejects.toThrow(TableLimit)
    })

    it('fill 400 KB counted in UTF-8 with attribute names, and not one byte more', async () => {
      const item = { pk: freshPk(), sk: 'A', 正文: '' }
      const names = Buffer.byteLength(item.pk) + 'pk'.length + 'skA'.length + Buffer.byteLength('正文')
      const room = MAX - names
      const full = { ...item, 正文: '好'.repeat(Math.floor(room / 3)) + 'x'.repeat(room % 3) }
      await put(full)
      expect(await subject().table.get(item)).toEqual(full)
      await expect(put({ ...full, 正文: `${full.正文}x` })).rejects.toThrow(TableLimit)
      await expect(put({ ...full, x: true })).rejects.toThrow(TableLimit)
    })

    it('fill 400 KB with many small things too, counted with their overhead', async () => {
      // A list is 3 bytes, and for each entry 1 and itself; a true is 1. A map likewise, and its names.
      const list = Array.from({ length: 5000 }, () => true)
      const map = { a: null, b: -12345, c: 1200, d: '' }
      const small = 3 + 2 * list.length + 3 + 4 + 'abcd'.length + 1 + (1 + 3 + 1) + (1 + 1) + 0
      const item = { pk: freshPk(), sk: 'A', list, map, text: '' }
      const room = MAX - small - Buffer.byteLength(item.pk) - 'pkskAlistmaptext'.length
      await put({ ...item, text: 'x'.repeat(room) })
      await expect(put({ ...item, text: 'x'.repeat(room + 1) })).rejects.toThrow(TableLimit)
    })

    it('have one canonical form before and after, so that a hash taken of what was written holds of what is read', async () => {
      const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }).filter((n) => n !== '__proto__')
      const { value } = fc.letrec<{ value: Json }>((tie) => ({
        value: fc.oneof(
          { maxDepth: 3 },
          fc.string({ unit: 'binary', maxLength: 8 }),
          fc.maxSafeInteger(),
          fc.boolean(),
          fc.constant(null),
          fc.array(tie('value'), { maxLength: 4 }),
          fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
        ),
      }))
      await fc.assert(
        fc.asyncProperty(value, async (json) => {
          const stored = await roundTrip({ json })
          expect(canonical(stored?.json as Json)).toBe(canonical(json))
        }),
        { numRuns: 60 },
      )
    })

    it('are what was asked to be written, even if the caller changes its object at once', async () => {
      const item = { pk: freshPk(), sk: 'A', list: ['before'] }
      const written = put(item)
      item.list.push('after')
      await written
      expect((await subject().table.get(item))?.list).toEqual(['before'])
    })
  })
}
