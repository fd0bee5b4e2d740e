import { describe, expect, it } from 'vitest'
import type { Account } from './account.ts'
import type { Holding, Post } from './post.ts'
import { actingIn, standingOf } from './standing.ts'

const TODAY = '2026-11-24'
const person = (id: string, more: Partial<Account> = {}): Account => ({
  id,
  name: `示例·${id}`,
  organ: '620702-PLC',
  active: true,
  leaves: [],
  ...more,
})
const away = { leaves: [{ from: '2026-11-20', to: '2026-11-30' }] }
const people = (...list: Account[]) => new Map(list.map((one) => [one.id, one]))
const post = (...holdings: Holding[]): Post => ({
  id: '620702-PLC.reviewer',
  organ: '620702-PLC',
  duty: 'reviewer',
  title: '审查人',
  holdings,
})
const a: Holding = { id: '1', account: 'a', as: 'holder', from: '2026-01-01' }
const b: Holding = { id: '2', account: 'b', as: 'deputy', from: '2026-01-01' }
const lent: Holding = { id: '3', account: 'c', as: 'lent', from: '2026-11-01', to: '2026-12-31', lentBy: '6207-PLC' }

describe('who acts in a post', () => {
  it.each([
    ['the holder, while there', post(a, b), people(person('a'), person('b')), ['a']],
    ['the deputy, while the holder is on leave', post(a, b), people(person('a', away), person('b')), ['b']],
    ['nobody, when both are on leave', post(a, b), people(person('a', away), person('b', away)), []],
    [
      'the deputy, when the holder’s account was closed',
      post(a, b),
      people(person('a', { active: false }), person('b')),
      ['b'],
    ],
    [
      'the deputy, while the post is vacant',
      post({ ...a, to: '2026-11-23' }, b),
      people(person('a'), person('b')),
      ['b'],
    ],
    ['the lent person beside the holder', post(a, lent), people(person('a'), person('c')), ['a', 'c']],
    ['the lent person alone, when the holder is away', post(a, lent), people(person('a', away), person('c')), ['c']],
    ['not somebody whose term is over', post({ ...lent, to: '2026-11-23' }), people(person('c')), []],
    ['not somebody whose term has not begun', post({ ...a, from: '2026-11-25' }), people(person('a')), []],
  ])('is %s', (_, where, who, expected) => {
    expect(actingIn(where, who, TODAY)).toEqual(expected)
  })

  it('names the holder stood in for, or the organ that lent', () => {
    const who = people(person('a', away), person('b'), person('c'))
    expect(standingOf(post(a, b), 'b', who, TODAY)?.standingIn).toEqual({ kind: 'deputy', of: 'a' })
    expect(standingOf(post(b), 'b', who, TODAY)?.standingIn).toEqual({ kind: 'deputy', of: '620702-PLC.reviewer' })
    expect(standingOf(post(lent), 'c', who, TODAY)?.standingIn).toEqual({ kind: 'lent', of: '6207-PLC' })
    expect(standingOf(post(a), 'a', who, TODAY)?.standingIn).toBeUndefined()
  })

  it('is never holder and deputy at once: 一岗同一天只有一边在办', () => {
    for (const leaves of [[], away.leaves]) {
      const who = people(person('a', { leaves }), person('b'))
      expect(actingIn(post(a, b), who, TODAY)).toHaveLength(1)
    }
  })
})
