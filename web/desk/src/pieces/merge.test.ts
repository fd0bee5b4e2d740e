import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { merge, withField } from './merge.ts'

const base = { title: '道路拓宽', facts: { households: 112, area: '沙井镇' }, villages: ['a', 'b'] }

describe('two people in one form', () => {
  it('brings together what each changed alone', () => {
    const mine = { ...base, title: '沙井镇道路拓宽' }
    const theirs = { ...base, facts: { ...base.facts, households: 113 } }
    expect(merge(base, mine, theirs)).toEqual({
      values: { ...mine, facts: theirs.facts },
      clashes: [],
      taken: ['facts.households'],
    })
  })

  it('asks about what both changed, and shows both texts', () => {
    const mine = { ...base, facts: { ...base.facts, area: '甲' }, villages: ['a'] }
    const theirs = { ...base, facts: { ...base.facts, area: '乙' }, villages: ['a', 'b', 'c'] }
    expect(merge(base, mine, theirs).clashes).toEqual([
      { field: 'facts.area', mine: '甲', theirs: '乙' },
      { field: 'villages', mine: ['a'], theirs: ['a', 'b', 'c'] },
    ])
  })

  it('does not call an empty field and an absent one a difference', () => {
    expect(merge<{ note?: string }>({}, { note: '' }, {}).clashes).toEqual([])
  })

  const values = fc.record({ a: fc.string(), b: fc.record({ c: fc.nat(), d: fc.array(fc.string()) }) })

  it('takes theirs when I changed nothing, and mine when they changed nothing, whatever the form', () => {
    fc.assert(
      fc.property(values, values, (was, now) => {
        expect(merge(was, was, now)).toMatchObject({ values: now, clashes: [] })
        expect(merge(was, now, was)).toMatchObject({ values: now, clashes: [], taken: [] })
      }),
    )
  })

  it('puts a choice where it belongs and leaves the rest', () => {
    expect(withField(base, 'facts.area', '乙')).toEqual({ ...base, facts: { households: 112, area: '乙' } })
  })
})
