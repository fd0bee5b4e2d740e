import type { LocalDate } from '../kernel/clock.ts'
import { type Calendar, CalendarMissing, type DayKind } from './calendar.ts'
import { addDays, daysBetween, isWeekend, yearOf } from './day.ts'
import { type CalendarYear, daysOf } from './year.ts'
import { YEAR_2025 } from './years/2025.ts'
import { YEAR_2026 } from './years/2026.ts'

/** The years that the release brings along. A later one is loaded: see README.md. */
export const PUBLISHED: readonly CalendarYear[] = [YEAR_2025, YEAR_2026]

/**
 * The calendar of the years given. 工作日 are weekdays without the days off, and the weekend days worked for them.
 * @param find looks a missing year up, so that a year loaded meanwhile counts without a restart
 */
export function chinaCalendar(
  years: readonly CalendarYear[] = PUBLISHED,
  find: (year: number) => CalendarYear | undefined = () => undefined,
): Calendar {
  const loaded = new Set<number>()
  const exceptions = new Map<LocalDate, 'off' | 'work'>()
  const load = (year: CalendarYear) => {
    loaded.add(year.year)
    for (const holiday of year.holidays) {
      for (const day of daysOf(holiday)) exceptions.set(day, 'off')
      for (const day of holiday.workdays) exceptions.set(day, 'work')
    }
  }
  for (const year of [...years].sort((a, b) => a.year - b.year)) load(year)

  const demand = (year: number) => {
    if (loaded.has(year)) return
    const found = find(year)
    if (found?.year !== year) throw new CalendarMissing(year)
    load(found)
  }
  const isWorkingDay = (date: LocalDate): boolean => {
    const weekend = isWeekend(date)
    demand(yearOf(date))
    return (exceptions.get(date) ?? (weekend ? 'off' : 'work')) === 'work'
  }
  const onWorkingDay = (date: LocalDate): LocalDate => {
    let day = date
    while (!isWorkingDay(day)) day = addDays(day, 1)
    return day
  }
  return {
    isWorkingDay,
    addDays,
    daysBetween,
    lastDay(start: LocalDate, length: number, kind: DayKind): LocalDate {
      if (!Number.isSafeInteger(length) || length < 1) throw new RangeError('a period has at least one day')
      if (kind === 'natural') return onWorkingDay(addDays(start, length))
      let day = start
      for (let left = length; left > 0; left--) day = onWorkingDay(addDays(day, 1))
      return day
    },
  }
}
