import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Holding, Post } from './post.ts'
import { holdsOn, overlap } from './span.ts'
import { appointed, ended, handedOver } from './tenure.ts'

const TODAY = '2026-11-24'
const post = (...holdings: Holding[]): Post => ({
  id: '620702100.filer',
  organ: '620702100',
  duty: 'filer',
  title: '报送人',
  holdings,
})
const tian: Holding = { id: 'h1', account: 'tian', as: 'holder', from: '2026-01-05' }
const wish = (more: Partial<Holding> = {}) =>
  ({ id: 'h2', account: 'luo', as: 'deputy', from: TODAY, ...more }) as Holding
const codeOf = (run: () => unknown) => {
  try {
    run()
    return 'done'
  } catch (error) {
    return error instanceof Refusal ? error.code : 'fault'
  }
}

describe('coming into a post', () => {
  it('takes a deputy beside the holder', () => {
    expect(appointed(post(tian), wish(), TODAY).holdings).toEqual([tian, wish()])
  })

  it.each([
    ['a second holder on the same days', wish({ as: 'holder' }), 'rule'],
    ['the holder as deputy of himself', wish({ account: 'tian' }), 'rule'],
    ['an appointment dated back', wish({ from: '2026-11-23' }), 'invalid'],
    ['one that ends before it begins', wish({ to: '2026-11-23' }), 'invalid'],
    ['a deputy from today', wish(), 'done'],
  ])('answers %s', (_, holding, code) => {
    expect(codeOf(() => appointed(post(tian), holding, TODAY))).toBe(code)
  })

  it('changes nothing when the same appointment is sent again, even the day after', () => {
    const before = appointed(post(tian), wish(), TODAY)
    expect(appointed(before, wish({ id: 'h3' }), '2026-11-25')).toBe(before)
  })

  it('takes a new holder once the old one’s last day is set', () => {
    const left = ended(post(tian), 'h1', '2026-11-30', TODAY)
    expect(appointed(left, wish({ as: 'holder', from: '2026-12-01' }), TODAY).holdings).toHaveLength(2)
    expect(codeOf(() => appointed(left, wish({ as: 'holder', from: '2026-11-30' }), TODAY))).toBe('rule')
  })
})

describe('leaving a post', () => {
  it.each([
    ['at once, the last day being yesterday', '2026-11-23', 'done'],
    ['further back than yesterday', '2026-11-22', 'invalid'],
    ['later', '2027-01-31', 'done'],
  ])('can be set %s', (_, lastDay, code) => {
    expect(codeOf(() => ended(post(tian), 'h1', lastDay, TODAY))).toBe(code)
  })

  it('does not prolong what has an end already', () => {
    const left = ended(post(tian), 'h1', '2026-11-30', TODAY)
    expect(codeOf(() => ended(left, 'h1', '2026-12-31', TODAY))).toBe('rule')
    expect(ended(left, 'h1', '2026-11-30', TODAY)).toBe(left)
  })

  it('says so when there is no such holding', () => {
    expect(codeOf(() => ended(post(tian), 'h9', TODAY, TODAY))).toBe('not-found')
  })
})

describe('handing a post over', () => {
  const move = { from: 'tian', to: 'qin', on: TODAY, id: 'h2' }

  it('leaves no day without a holder and none with two', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), (ahead) => {
        const on = new Date(Date.parse(`${TODAY}T00:00:00Z`) + ahead * 86_400_000).toISOString().slice(0, 10)
        const [old, next] = handedOver(post(tian), { ...move, on }, TODAY).holdings as [Holding, Holding]
        return (
          !overlap(old, next) &&
          holdsOn(next, on) &&
          old.to !== undefined &&
          Date.parse(on) - Date.parse(old.to) === 86_400_000
        )
      }),
    )
  })

  it('changes nothing when sent again', () => {
    const after = handedOver(post(tian), move, TODAY)
    expect(handedOver(after, { ...move, id: 'h3' }, TODAY)).toBe(after)
  })

  it('takes the deputy out of the deputy’s place when it is the deputy who takes over', () => {
    const after = handedOver(post(tian, wish({ from: '2026-01-05' })), { ...move, to: 'luo', id: 'h3' }, TODAY)
    expect(after.holdings.map(({ account, as, to }) => [account, as, to])).toEqual([
      ['tian', 'holder', '2026-11-23'],
      ['luo', 'deputy', '2026-11-23'],
      ['luo', 'holder', undefined],
    ])
  })

  it.each([
    ['from somebody who is not there', { ...move, from: 'qin', to: 'luo' }, 'wrong-state'],
    ['to the same person', { ...move, to: 'tian' }, 'invalid'],
    ['dated back', { ...move, on: '2026-11-20' }, 'invalid'],
  ])('is refused %s', (_, wrong, code) => {
    expect(codeOf(() => handedOver(post(tian), wrong, TODAY))).toBe(code)
  })
})
