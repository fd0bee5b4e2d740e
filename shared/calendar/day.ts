import type { LocalDate } from '../kernel/clock.ts'

const DAY_MS = 86_400_000

/** Midnight UTC of a date: only a number to count with, never an instant that anybody sees. */
function ordinal(date: LocalDate): number {
  const at = Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(at) || !written(at, date)) throw new RangeError('not a calendar date')
  return at / DAY_MS
}

const written = (at: number, date: LocalDate) => new Date(at).toISOString().startsWith(date)

/** `addDays('2026-12-31', 1)` is `2027-01-01`. @throws RangeError for what is no date (`2026-02-30`). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date((ordinal(date) + days) * DAY_MS).toISOString().slice(0, 10)
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return ordinal(to) - ordinal(from)
}

export function yearOf(date: LocalDate): number {
  return Number(date.slice(0, 4))
}

/** Saturday or Sunday, in whatever zone the host runs. */
export function isWeekend(date: LocalDate): boolean {
  const weekday = new Date(ordinal(date) * DAY_MS).getUTCDay()
  return weekday === 0 || weekday === 6
}
