import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { compareUtf8 } from './bytes.ts'

it('orders any two texts as their UTF-8 bytes are ordered', () => {
  // Near the surrogates is where JavaScript's own order goes wrong.
  const text = fc.string({
    unit: fc.constantFrom('a', 'é', '\uD7FF', '\uE000', '\uFFFF', '𐀀', '𠮷', '😀'),
    maxLength: 5,
  })
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), text, (a, b) => {
      expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
    }),
  )
})
