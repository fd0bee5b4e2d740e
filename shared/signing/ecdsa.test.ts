import { generateKeyPairSync, sign, verify } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joseFromDer } from './ecdsa.ts'

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** An INTEGER as DER writes it, from the digits of a 256-bit number. */
function integer(value: bigint): number[] {
  let hex = value.toString(16)
  if (hex.length % 2) hex = `0${hex}`
  const bytes = [...Buffer.from(hex, 'hex')]
  if ((bytes[0] as number) > 0x7f) bytes.unshift(0)
  return [0x02, bytes.length, ...bytes]
}
const sequence = (...parts: number[][]) => Uint8Array.from([0x30, parts.flat().length, ...parts.flat()])

describe('signatures from DER to JOSE', () => {
  it('verify with the same key, whatever was signed', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (data) => {
        const raw = joseFromDer(sign('sha256', data, privateKey))
        expect(verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, raw)).toBe(true)
      }),
    )
  })

  it('keep both numbers in place, however short, and whatever their first bit', () => {
    const edge = fc.constantFrom(0n, 1n, 0x7fn, 0x80n, 0xffn, 1n << 247n, 1n << 248n, 1n << 255n, (1n << 256n) - 1n)
    const number = fc.oneof(edge, fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }))
    fc.assert(
      fc.property(number, number, (r, s) => {
        const raw = Buffer.from(joseFromDer(sequence(integer(r), integer(s)))).toString('hex')
        expect([BigInt(`0x${raw.slice(0, 64)}`), BigInt(`0x${raw.slice(64)}`)]).toEqual([r, s])
      }),
    )
  })

  it.each([
    ['nothing', []],
    ['no sequence', [0x31, 6, 2, 1, 1, 2, 1, 1]],
    ['one number', [0x30, 3, 2, 1, 1]],
    ['a length that lies', [0x30, 7, 2, 1, 1, 2, 1, 1]],
    ['a number that ends outside', [0x30, 6, 2, 1, 1, 2, 9, 1]],
    ['an empty number', [0x30, 5, 2, 0, 2, 1, 1]],
    ['a negative number', [0x30, 6, 2, 1, 0x80, 2, 1, 1]],
    ['a needless zero', [0x30, 7, 2, 2, 0, 1, 2, 1, 1]],
    ['a third number', [0x30, 9, 2, 1, 1, 2, 1, 1, 2, 1, 1]],
    ['33 bytes without a leading zero', [0x30, 38, 2, 33, ...Array(33).fill(1), 2, 1, 1]],
  ])('refuse %s', (_, bytes) => {
    expect(() => joseFromDer(Uint8Array.from(bytes))).toThrow(TypeError)
  })

  it('refuse any signature that was cut short', () => {
    const der = sign('sha256', Buffer.from('x'), privateKey)
    for (let n = 0; n < der.length; n++) expect(() => joseFromDer(der.subarray(0, n))).toThrow(TypeError)
  })
})
