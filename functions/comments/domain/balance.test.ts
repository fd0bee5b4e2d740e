import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Balance, BUCKETS, type Bucket, EMPTY, holds, moved, received, shownStances, sum } from './balance.ts'
import { STANCES, type Stance } from './words.ts'

interface Said {
  readonly day: string
  readonly late: boolean
  readonly stance: Stance
  /** Where it goes, one place after the other. */
  readonly way: readonly Bucket[]
}

const said: fc.Arbitrary<Said> = fc.record({
  day: fc.constantFrom('2026-11-24', '2026-11-25', '2026-12-31'),
  late: fc.boolean(),
  stance: fc.constantFrom(...STANCES),
  way: fc.array(fc.constantFrom(...BUCKETS.filter((b) => b !== 'underReview')), { maxLength: 3 }),
})

function lived(all: readonly Said[]): { balance: Balance; every: Balance[] } {
  const every: Balance[] = []
  let balance = EMPTY
  const step = (next: Balance) => {
    balance = next
    every.push(next)
  }
  for (const one of all) {
    step(received(balance, { ...one, entered: one.day }))
    let at: Bucket = 'underReview'
    for (const to of one.way) {
      step(moved(balance, at, to, at === 'underReview'))
      at = to
    }
  }
  return { balance, every }
}

describe('the balance of what people said', () => {
  it('is whole after every single step, whatever happens to whom', () => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 40 }), (all) => {
        const { every } = lived(all)
        expect(every.every(holds)).toBe(true)
      }),
    )
  })

  it('counts as open exactly those nothing was done with', () => {
    fc.assert(
      fc.property(fc.array(said), (all) => {
        expect(lived(all).balance.open).toBe(all.filter((one) => one.way.length === 0).length)
      }),
    )
  })

  it('never forgets a day or a stance, not even of who withdrew', () => {
    fc.assert(
      fc.property(fc.array(said), (all) => {
        const { balance } = lived(all)
        for (const stance of STANCES) {
          expect(balance.byStance[stance]).toBe(all.filter((one) => one.stance === stance).length)
        }
        for (const day of new Set(all.map((one) => one.day))) {
          expect(balance.byDay[day]).toBe(all.filter((one) => one.day === day).length)
        }
        expect(balance.late).toBe(all.filter((one) => one.late).length)
      }),
    )
  })

  it('is the same whole however it is spread over shards', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(said, fc.nat({ max: 15 }))), (all) => {
        const shards = Array.from({ length: 16 }, (_, n) => all.filter(([, shard]) => shard === n).map(([one]) => one))
        const whole = sum(shards.map((part) => lived(part).balance))
        expect(whole).toEqual(lived(all.map(([one]) => one)).balance)
        expect(holds(whole)).toBe(true)
      }),
    )
  })
})

describe('the stances as they are shown', () => {
  const cells = (unsaid: number, support: number, conditional: number, oppose: number) =>
    shownStances({ unsaid, support, conditional, oppose })

  it('stand by themselves when ten or more said so', () => {
    expect(cells(0, 10, 0, 25)).toEqual([
      { stances: ['support'], count: 10 },
      { stances: ['oppose'], count: 25 },
    ])
  })

  it('are shown together where fewer than ten would tell who', () => {
    expect(cells(0, 40, 3, 12)).toEqual([
      { stances: ['conditional', 'oppose'], count: 15 },
      { stances: ['support'], count: 40 },
    ])
    expect(cells(0, 4, 0, 2)).toEqual([{ stances: ['oppose', 'support'], count: 6 }])
  })

  it('leave nobody out, and no small cell beside another', () => {
    fc.assert(
      fc.property(fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30), fc.nat(30)), ([a, b, c, d]) => {
        const shown = cells(a, b, c, d)
        expect(shown.reduce((n, cell) => n + cell.count, 0)).toBe(a + b + c + d)
        expect(shown.length === 1 || shown.every((cell) => cell.count >= 10) || shown.length === 0).toBe(true)
      }),
    )
  })
})
