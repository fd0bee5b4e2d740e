import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DayKind } from './calendar.ts'
import { CalendarMissing } from './calendar.ts'
import { chinaCalendar, PUBLISHED } from './china.ts'
import { YEAR_2026 } from './years/2026.ts'

const calendar = chinaCalendar()

/** Test vectors of the domain page, §4: the day after the start counts as 1. */
const VECTORS: readonly (readonly [string, number, DayKind, string])[] = [
  ['2026-02-10', 5, 'working', '2026-02-24'],
  ['2026-02-10', 10, 'working', '2026-03-02'],
  ['2026-04-30', 7, 'working', '2026-05-13'],
  ['2026-09-18', 7, 'working', '2026-09-29'],
  ['2026-09-24', 5, 'working', '2026-10-09'],
  ['2026-09-30', 10, 'working', '2026-10-20'],
  ['2026-01-03', 1, 'working', '2026-01-04'],
  ['2026-09-01', 30, 'natural', '2026-10-08'],
  ['2026-01-20', 30, 'natural', '2026-02-24'],
]

function workingDays(year: number, month: number): number {
  let n = 0
  for (
    let day = `${year}-${String(month).padStart(2, '0')}-01`;
    Number(day.slice(5, 7)) === month;
    day = calendar.addDays(day, 1)
  ) {
    if (calendar.isWorkingDay(day)) n++
  }
  return n
}

describe('the calendar', () => {
  it.each(VECTORS)('from %s, %i %s days end on %s', (start, length, kind, end) => {
    expect(calendar.lastDay(start, length, kind)).toBe(end)
  })

  it('has the 248 working days of 2026, month by month', () => {
    const months = Array.from({ length: 12 }, (_, i) => workingDays(2026, i + 1))
    expect(months).toEqual([21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23])
    expect(months.reduce((a, b) => a + b)).toBe(248)
  })

  it('has the 248 working days of 2025 and its five made-up weekends', () => {
    expect(Array.from({ length: 12 }, (_, i) => workingDays(2025, i + 1)).reduce((a, b) => a + b)).toBe(248)
    for (const day of ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11']) {
      expect(calendar.isWorkingDay(day)).toBe(true)
    }
  })

  it('refuses a year that is not loaded instead of calling New Year a working day', () => {
    expect(() => calendar.lastDay('2026-12-25', 5, 'working')).toThrow(new CalendarMissing(2027))
    expect(() => calendar.lastDay('2026-12-10', 30, 'natural')).toThrow(CalendarMissing)
    expect(() => calendar.isWorkingDay('2024-12-31')).toThrow(new CalendarMissing(2024))
    expect(calendar.lastDay('2026-12-25', 4, 'working')).toBe('2026-12-31')
  })

  it('takes a year in that was loaded meanwhile', () => {
    let there = false
    const late = chinaCalendar([], (year) => (there && year === 2026 ? YEAR_2026 : undefined))
    expect(() => late.isWorkingDay('2026-02-14')).toThrow(CalendarMissing)
    there = true
    expect(late.isWorkingDay('2026-02-14')).toBe(true)
  })

  it('refuses what is no date and no period', () => {
    expect(() => calendar.isWorkingDay('2026-02-30')).toThrow(RangeError)
    expect(() => calendar.addDays('tomorrow', 1)).toThrow(RangeError)
    expect(() => calendar.lastDay('2026-01-05', 0, 'working')).toThrow(RangeError)
  })
})

const day = fc.integer({ min: 0, max: 480 }).map((n) => calendar.addDays('2025-01-01', n))
const length = fc.integer({ min: 1, max: 60 })
const kind = fc.constantFrom<DayKind>('natural', 'working')

describe('any period', () => {
  it('never ends on a day off', () => {
    fc.assert(fc.property(day, length, kind, (start, n, k) => calendar.isWorkingDay(calendar.lastDay(start, n, k))))
  })

  it('ends no earlier when it is longer or starts later', () => {
    fc.assert(
      fc.property(day, length, length, fc.integer({ min: 0, max: 30 }), kind, (start, n, more, later, k) => {
        const end = calendar.lastDay(start, n, k)
        return (
          calendar.lastDay(start, n + more, k) >= end && calendar.lastDay(calendar.addDays(start, later), n, k) >= end
        )
      }),
    )
  })

  it('of working days has exactly that many of them after its start', () => {
    fc.assert(
      fc.property(day, length, (start, n) => {
        const end = calendar.lastDay(start, n, 'working')
        const all = Array.from({ length: calendar.daysBetween(start, end) }, (_, i) => calendar.addDays(start, i + 1))
        return all.filter((d) => calendar.isWorkingDay(d)).length === n
      }),
    )
  })

  it('measures days both ways alike', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -400, max: 400 }), (start, n) => {
        const end = calendar.addDays(start, n)
        return calendar.daysBetween(start, end) === n && calendar.daysBetween(end, start) === -n
      }),
    )
  })
})

it('every published year names its notice', () => {
  expect(PUBLISHED.map((y) => [y.year, y.source.number])).toEqual([
    [2025, '国办发明电〔2024〕12号'],
    [2026, '国办发明电〔2025〕7号'],
  ])
})
