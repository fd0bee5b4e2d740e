import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { merklePath, merkleRoot, rootOf } from './merkle.ts'

/** Not a hash, and the better for it: one can read off what was joined with what. */
const shown = (text: string) => `(${text})`
const leaves = fc.uniqueArray(fc.stringMatching(/^[0-9a-f]{4}$/), { minLength: 1, maxLength: 40 })

describe('a day’s root', () => {
  it('does not depend on the order in which comments came', () => {
    fc.assert(
      fc.property(leaves, (all) => {
        expect(merkleRoot(shown, [...all].reverse())).toBe(merkleRoot(shown, all))
      }),
    )
  })

  it('is reached from each comment by its path, and from no other comment', () => {
    fc.assert(
      fc.property(leaves, (all) => {
        const root = merkleRoot(shown, all)
        for (const one of all) {
          const path = merklePath(shown, all, one) ?? []
          expect(rootOf(shown, one, path)).toBe(root)
          expect(rootOf(shown, `${one}!`, path)).not.toBe(root)
        }
      }),
    )
  })

  it('changes when one comment is left out or changed', () => {
    fc.assert(
      fc.property(leaves, fc.nat(), (all, n) => {
        const at = n % all.length
        expect(merkleRoot(shown, all.toSpliced(at, 1))).not.toBe(merkleRoot(shown, all))
        expect(merkleRoot(shown, all.toSpliced(at, 1, 'xxxx'))).not.toBe(merkleRoot(shown, all))
      }),
    )
  })

  it('needs a path of a few steps even for many', () => {
    const many = Array.from({ length: 1000 }, (_, i) => String(i))
    expect(merklePath((t) => t.slice(0, 8), many, '7')?.length).toBeLessThanOrEqual(10)
  })

  it('has no path for who is not in it, and is empty for a day without anybody', () => {
    expect(merklePath(shown, ['aaaa'], 'bbbb')).toBeUndefined()
    expect(merkleRoot(shown, [])).toBe('')
  })
})
