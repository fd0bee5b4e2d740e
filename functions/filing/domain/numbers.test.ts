import { describe, expect, it } from 'vitest'
import { filingNumber, shortPlace, versionCode } from './numbers.ts'

describe('numbers people say', () => {
  it.each([
    ['中共张掖市甘州区委政法委员会', '甘州'],
    ['甘州区委政法委', '甘州'],
    ['肃南裕固族自治县委政法委', '肃南'],
    ['高台县委政法委员会', '高台'],
    ['张掖市委政法委', '张掖'],
  ])('%s files as %s', (office, place) => expect(shortPlace(office)).toBe(place))

  it('writes a filing number as an official one: 六角括号, no leading zero', () => {
    expect(filingNumber('甘州', 2026, 12)).toBe('甘州稳评备〔2026〕12号')
  })

  it('prints eight characters of the hash as version code', () => {
    expect(versionCode('7f3a91c2deadbeef')).toBe('7F3A-91C2')
  })
})
