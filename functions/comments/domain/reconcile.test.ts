import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EMPTY, moved, received } from './balance.ts'
import { type Counted, compareShard, receivedBefore, type Shard, type StoredComment } from './reconcile.ts'

const AT = '2026-03-02T02:00:00.000Z'
const DAY = { day: '2026-03-02', entered: '2026-03-02', late: false, stance: 'unsaid' } as const
const kept = (id: string, more: Partial<StoredComment> = {}): StoredComment => ({
  id,
  hash: `hash of ${id}`,
  sealed: false,
  receivedAt: AT,
  commitment: `c ${id}`,
  ...more,
})
const counted = (id: string, more: Partial<Counted> = {}): Counted => ({
  id,
  hash: `hash of ${id}`,
  bucket: 'underReview',
  open: true,
  ...more,
})
const shard = (comments: readonly StoredComment[], more: Partial<Shard> = {}): Shard => ({
  comments,
  withdrawn: new Map(),
  forged: [],
  ...more,
})
const one = received(EMPTY, DAY)
const none = new Map<string, string>()
const EQUAL = { uncounted: [], untaken: [], beyondCounting: false }

describe('what was received against what was counted', () => {
  it('is equal when each has its place, whoever was taken back, and accusations theirs in the ledger', () => {
    const both = shard([kept('a'), kept('s', { sealed: true })], { withdrawn: new Map([['a', AT]]) })
    const taken = moved(one, 'underReview', 'withdrawn', true)
    const places = [counted('a', { bucket: 'withdrawn', open: false })]
    expect(compareShard(both, places, new Map([['s', 'hash of s']]), taken)).toEqual(EQUAL)
    expect(compareShard(shard([]), [], none, EMPTY)).toEqual(EQUAL)
  })

  it('names what has no place, what is not counted as taken back, and says that counting mends it', () => {
    const all = shard([kept('a'), kept('b'), kept('s', { sealed: true })], { withdrawn: new Map([['a', AT]]) })
    expect(compareShard(all, [counted('a')], none, one)).toEqual({
      uncounted: ['b', 's'],
      untaken: ['a'],
      beyondCounting: false,
    })
  })

  it.each([
    ['a comment was changed', shard([kept('a', { hash: 'x' })]), [counted('a')], none, one],
    ['a comment was removed', shard([]), [counted('a')], none, one],
    ['a comment was removed with its place', shard([]), [], none, one],
    ['sums were wound back', shard([kept('a')]), [counted('a')], none, EMPTY],
    ['something open was made not open', shard([kept('a')]), [counted('a')], none, { ...one, open: 0 }],
    ['a place was moved', shard([kept('a')]), [counted('a', { bucket: 'grouped' })], none, one],
    ['a withdrawal was made up', shard([kept('a')]), [counted('a', { bucket: 'withdrawn' })], none, one],
    ['a withdrawal has no comment', shard([], { withdrawn: new Map([['a', AT]]) }), [], none, EMPTY],
    ['a row contradicts itself', shard([], { forged: ['a#V1'] }), [], none, EMPTY],
    ['an accusation was changed', shard([kept('s', { sealed: true })]), [], new Map([['s', 'x']]), EMPTY],
    [
      'an accusation has a place in the matter',
      shard([kept('a', { sealed: true })]),
      [counted('a')],
      new Map([['a', 'hash of a']]),
      one,
    ],
  ] as const)('is beyond counting when %s', (_, lying, places, ledger, balance) => {
    expect(compareShard(lying, places, ledger, balance)).toMatchObject({ beyondCounting: true })
  })
})

describe('what was received before the end', () => {
  it('is the same set in the same order, whatever comes at the end or later and in whatever order it is read', () => {
    const closesAt = '2026-04-01T16:00:00.000Z'
    const at = (ms: number) => new Date(new Date(closesAt).getTime() + ms).toISOString()
    const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { maxLength: 20 })
    fc.assert(
      fc.property(ids, ids, fc.infiniteStream(fc.nat()), (early, late, dice) => {
        const before = early.map((id, n) => kept(`b${id}`, { receivedAt: at(-1 - n) }))
        const after = late.map((id, n) => kept(`a${id}`, { receivedAt: at(n) }))
        const mixed = [...before, ...after].map((row) => ({ row, at: dice.next().value })).sort((x, y) => x.at - y.at)
        const found = receivedBefore(
          mixed.map(({ row }) => row),
          closesAt,
        )
        expect(found.map(({ id }) => id)).toEqual(before.map(({ id }) => id).sort())
      }),
    )
  })
})
