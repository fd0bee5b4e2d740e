import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLate } from './late.ts'
import { lockedUntil, renewedUpTo, retentionOf } from './retention.ts'
import { secretMark } from './secrecy.ts'
import { objection } from './verdict.ts'

describe('the term of keeping', () => {
  it.each([
    [{ tracks: ['land-expropriation'], procedure: 'simple' }, 'Y', ''],
    [{ tracks: ['zhangye-local', 'party-gov-decision'], procedure: 'general' }, 'Y', ''],
    [{ tracks: ['zhangye-local'], procedure: 'general' }, 'D30', '2057-01-01'],
    [{ tracks: ['public-activity'], procedure: 'simple' }, 'D10', '2037-01-01'],
  ] as const)('of %j is %s', (matter, term, until) => {
    expect(retentionOf(matter, '2026-11-24')).toEqual({ term, until })
  })

  it('is never shorter than its years', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2026-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), (at) => {
        const on = at.toISOString().slice(0, 10)
        const { until } = retentionOf({ tracks: [], procedure: 'general' }, on)
        expect(Number(until.slice(0, 4)) - Number(on.slice(0, 4))).toBe(31)
      }),
    )
  })
})

describe('the lock of a paper in the store', () => {
  it('ends with its term, and for 永久 in fifty years', () => {
    expect(lockedUntil({ until: '2057-01-01' }, '2026-11-24')).toBe('2057-01-01')
    expect(lockedUntil({ until: '' }, '2026-11-24')).toBe('2077-01-01')
  })

  it('of 永久 always reaches further than the longest term of years, even one year before it is renewed', () => {
    for (let year = 2026; year < 2126; year++) {
      const renewed = renewedUpTo(`${year}-11-24`)
      const longest = retentionOf({ tracks: [], procedure: 'general' }, `${year}-11-24`).until
      expect(renewed > longest).toBe(true)
      expect(lockedUntil({ until: '' }, `${year}-11-24`) > renewed).toBe(true)
    }
  })
})

describe('a late entry', () => {
  it.each([
    ['2026-11-24', false],
    ['2026-10-25', false],
    ['2026-10-24', true],
    ['2024-02-29', true],
  ])('of what happened on %s, entered on 24 November 2026: %s', (eventDate, late) => {
    expect(isLate(eventDate, '2026-11-24')).toBe(late)
  })
})

describe('a mark of secrecy', () => {
  it.each(['机密★10年', '绝 密', '秘·密', '【秘密】通报', '关于×××的通报★', 'secret 机-密.pdf', '机密'])(
    'is found in %s',
    (text) => expect(secretMark(text)).toBeDefined(),
  )

  it.each(['保密审查意见', '商业秘密说明', '张梁路拓宽工程评估报告', '周密部署', '密级:公开', ''])(
    'is not seen in %s',
    (text) => expect(secretMark(text)).toBeUndefined(),
  )

  it('is found wherever it stands and however it is spaced', () => {
    const spaced = fc.constantFrom('', ' ', '\u3000', '·', '_')
    const plain = fc.stringMatching(/^[甲乙丙丁0-9a-z]{0,8}$/)
    fc.assert(
      fc.property(fc.constantFrom('绝密', '机密', '秘密'), spaced, plain, plain, (mark, space, before, after) => {
        expect(secretMark(`${before}${[...mark].join(space)}${after}`)).toBe(mark)
      }),
    )
  })
})

describe('the check of a file', () => {
  const promised = { size: 10, sha256: 'a'.repeat(64), contentType: 'application/pdf' }
  const found = { ...promised, really: 'PDF 文档', said: 'PDF 文档' }

  it('has nothing against what was promised', () => expect(objection(promised, found)).toBeUndefined())

  it.each([
    [{ size: 9, sha256: 'b'.repeat(64), contentType: undefined }, '大小'],
    [{ sha256: 'b'.repeat(64), contentType: undefined }, '校验值'],
    [{ contentType: undefined, really: '网页(HTML)' }, '内容其实是网页(HTML)'],
    [{ contentType: 'image/jpeg', really: 'JPEG 照片' }, '内容其实是JPEG 照片'],
  ])('names the first thing that is wrong: %j', (change, words) => {
    expect(objection(promised, { ...found, ...change })).toContain(words)
  })
})
