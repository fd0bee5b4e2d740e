import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { authorityFor, superiorOf } from './authority.ts'
import { isListed, isUnder, LEVELS, type Organ } from './organ.ts'

const ON = '2026-11-24'
const listed = { from: '2019-01-01', basis: '示例名录' }
const organ = (
  code: string,
  level: Organ['level'],
  kind: Organ['kind'],
  path: string,
  more: Partial<Organ> = {},
): Organ => ({
  code,
  name: `示例${code}`,
  level,
  kind,
  path,
  listed,
  ...more,
})
const cityOffice = organ('6207-PLC', 'city', 'office', '6207/6207-PLC', { oversees: '6207' })
const office = organ('620702-PLC', 'county', 'office', '6207/620702/620702-PLC', { oversees: '6207/620702' })
const otherOffice = organ('620724-PLC', 'county', 'office', '6207/620724/620724-PLC', { oversees: '6207/620724' })
const town = organ('620702100', 'town', 'government', '6207/620702/620702100')
const bureau = organ('620702-JTJ', 'county', 'department', '6207/620702/620702-JTJ')
const cityBureau = organ('6207-JTJ', 'city', 'department', '6207/6207-JTJ')
const county = organ('620724', 'county', 'government', '6207/620724')
const farm = organ('620702500', 'town', 'area', '6207/620702/620702500', { answeredBy: '620724' })
const all = [cityOffice, office, otherOffice, town, bureau, cityBureau, county, farm]

describe('with whom a matter is filed (分级备案制度)', () => {
  it.each([
    ['a township matter decided in the township', town, 'town', office],
    ['a township matter that the county decides', town, 'county', office],
    ['a township matter that the city decides', town, 'city', cityOffice],
    ['a county bureau’s own matter', bureau, 'county', office],
    ['a county bureau’s matter that the city decides', bureau, 'city', cityOffice],
    ['a city bureau’s matter, whatever level it names', cityBureau, 'county', cityOffice],
    ['a matter of an area for which another county answers', farm, 'town', otherOffice],
  ] as const)('%s', (_, filer, decidedAt, expected) => {
    expect(authorityFor({ organ: filer, decidedAt, on: ON }, all)).toBe(expected)
  })

  it('is nobody before the rule or the office was there: nothing is guessed', () => {
    expect(authorityFor({ organ: town, decidedAt: 'town', on: '2014-12-31' }, all)).toBeUndefined()
    expect(authorityFor({ organ: town, decidedAt: 'town', on: '2018-12-31' }, all)).toBeUndefined()
    expect(authorityFor({ organ: town, decidedAt: 'town', on: ON }, all, [])).toBeUndefined()
  })

  it('is the next office up when the county’s was closed', () => {
    const closed = { ...office, listed: { ...listed, to: '2026-01-01' } }
    expect(isListed(closed, ON)).toBe(false)
    expect(authorityFor({ organ: town, decidedAt: 'town', on: ON }, [cityOffice, closed])).toBe(cityOffice)
  })

  it('is always an office that watches the body, and never one lower for a higher decision', () => {
    fc.assert(
      fc.property(fc.constantFrom(town, bureau, cityBureau, office), fc.constantFrom(...LEVELS), (filer, decidedAt) => {
        const authority = authorityFor({ organ: filer, decidedAt, on: ON }, all)
        expect(isUnder(filer.path, authority?.oversees as string)).toBe(true)
        if (decidedAt === 'city') expect(authority?.level).toBe('city')
      }),
    )
  })
})

describe('who is told when nobody acts', () => {
  it.each([
    ['a township', town, office],
    ['a county bureau', bureau, office],
    ['a county’s office', office, cityOffice],
    ['a city bureau', cityBureau, cityOffice],
    ['the city’s office', cityOffice, undefined],
  ])('of %s', (_, below, above) => {
    expect(superiorOf(below, all, ON)).toBe(above)
  })
})
