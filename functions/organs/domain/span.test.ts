import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayBefore, holdsOn, overlap, type Span } from './span.ts'

const day = fc.integer({ min: 0, max: 60 }).map((n) => new Date(Date.UTC(2028, 1, 1 + n)).toISOString().slice(0, 10))
const span = fc.record({ from: day, to: fc.option(day, { nil: undefined }) })
const days = Array.from({ length: 62 }, (_, n) => new Date(Date.UTC(2028, 1, 1 + n)).toISOString().slice(0, 10))

describe('spans of days', () => {
  it('overlap exactly when they share a day', () => {
    const shareADay = (a: Span, b: Span) => days.some((one) => holdsOn(a, one) && holdsOn(b, one))
    fc.assert(fc.property(span, span, (a, b) => overlap(a, b) === shareADay(a, b)))
  })

  it('include their first and last day', () => {
    const span = { from: '2028-02-28', to: '2028-03-01' }
    expect(['2028-02-27', '2028-02-28', '2028-02-29', '2028-03-01', '2028-03-02'].map((d) => holdsOn(span, d))).toEqual(
      [false, true, true, true, false],
    )
  })

  it('step back over the ends of months and years', () => {
    expect([dayBefore('2028-03-01'), dayBefore('2027-01-01')]).toEqual(['2028-02-29', '2026-12-31'])
  })
})
