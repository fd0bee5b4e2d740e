import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWellFormed } from './baseline.ts'

describe('what Chromium 109 lacks', () => {
  it('tells well-formed text as newer browsers do, for any text at all', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        fc.integer({ min: 0xd700, max: 0xe0ff }),
        (a, b, unit) => {
          const text = a + String.fromCharCode(unit) + b
          expect(isWellFormed(text)).toBe(text.isWellFormed())
          expect(isWellFormed(a + b)).toBe((a + b).isWellFormed())
        },
      ),
    )
  })
})
