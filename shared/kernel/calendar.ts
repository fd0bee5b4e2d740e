import type { LocalDate } from './clock.ts'

/** How a clock counts. 自然日 / 工作日. */
export type DayKind = 'natural' | 'working'

/**
 * Shanghai dates, with the State Council's days off and made-up workdays per year. The `calendar` port; it stands in
 * the kernel because rules with a term in them are written against it.
 */
export interface Calendar {
  /** @throws CalendarMissing when the year's calendar is not loaded: never guessed. */
  isWorkingDay(date: LocalDate): boolean
  /**
   * The last day of a period that starts the day after `start` (民法典 201). A last day that is a holiday rolls on to
   * the next working day (民法典 203; for working days it never is one).
   * @throws CalendarMissing
   */
  lastDay(start: LocalDate, length: number, kind: DayKind): LocalDate
  /** Steps whole days: `addDays('2026-12-31', 1)` is `2027-01-01`. */
  addDays(date: LocalDate, days: number): LocalDate
  /** Days from `from` to `to`; negative when `to` is earlier. */
  daysBetween(from: LocalDate, to: LocalDate): number
}

/** The State Council publishes a year's calendar in November of the year before; until it is loaded nobody may guess. */
export class CalendarMissing extends Error {
  readonly year: number
  constructor(year: number) {
    super(`calendar of ${year} is not loaded`)
    this.name = 'CalendarMissing'
    this.year = year
  }
}
