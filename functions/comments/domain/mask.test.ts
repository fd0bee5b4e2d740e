import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { masked, pointsToPerson, repeats } from './mask.ts'

/** No real numbers: the digits are made up so that they only look like one. */
const PHONE = `139${'0'.repeat(8)}`
const ID = `620702${'19000101'}000X`

describe('what points to a person', () => {
  it.each([
    ['a mobile number', PHONE],
    ['a mobile number with country code and spaces', `+86 ${PHONE.slice(0, 3)} 0000 0000`],
    ['a fixed line', '0936-0000000'],
    ['an identity number', ID],
    ['a bank card', '6200 0000 0000 0000 000'],
    ['a mail address', 'shili@example.com'],
    ['a number plate', '甘G·00000'],
  ])('is blacked out: %s', (_, trace) => {
    const text = `请打${trace}找我`
    expect(masked(text)).not.toContain(trace)
    expect(masked(text)).toMatch(/^请打▇+找我$/)
    expect(pointsToPerson(text)).toBe(true)
  })

  it.each([
    '全长6.2公里,占用耕地38.6亩,涉及112户437人,估算投资1260万元',
    '2024年12月25日的公告,补偿每亩36000元',
    '编号 WP-620702100-2026-0001',
    '𠮷家的地在 <b>北边</b> 👨‍👩‍👧',
  ])('is not everything with a number in it: %s', (text) => {
    expect(masked(text)).toBe(text)
  })

  it('finds every mail address that a pattern of whole addresses finds, and no other', () => {
    const whole = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g
    const unit = fc.constantFrom('a', 'b', '.', '-', '+', '_', '@', ' ', '邮')
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
        expect(masked(text)).toBe(text.replace(whole, (hit) => '▇'.repeat(hit.length)))
      }),
      { numRuns: 2000 },
    )
  })

  it('takes a mail address whole where its beginning looks like a number plate', () => {
    expect(masked('京A12345@example.com')).toBe(`京${'▇'.repeat(18)}`)
  })

  it('leaves all else to the letter, and the length as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(masked(text)).toHaveLength(text.length)
        expect(masked(masked(text))).toBe(masked(text))
      }),
    )
  })
})

describe('a summary in one’s own words', () => {
  const original = '我家的三亩地去年才种上树苗,现在要占,补偿标准到底按哪一年的算,希望写清楚'

  it('may use the words of the field, but no twenty characters in a row', () => {
    expect(repeats('有群众问补偿标准按哪一年计算', original)).toBe(false)
    expect(repeats(`群众说:${original.slice(0, 24)}`, original)).toBe(true)
  })

  it('is not disguised by spaces, signs or line breaks in between', () => {
    expect(repeats('我家的 三亩地\n去年才“种上”树苗——现在要占补偿标准', original)).toBe(true)
  })

  it('counts 𠮷 as one character', () => {
    expect(repeats('𠮷'.repeat(19), '𠮷'.repeat(40))).toBe(false)
    expect(repeats('𠮷'.repeat(20), '𠮷'.repeat(40))).toBe(true)
  })
})
