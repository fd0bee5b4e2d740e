import { type Calendar, CalendarMissing } from '../../../shared/kernel/calendar.ts'
import type { Clock } from './clock.ts'

export type Due =
  | { readonly dueOn: string; readonly missingYear: null }
  | { readonly dueOn: 'unknown'; readonly missingYear: number }

type Counted = Pick<Clock, 'startedOn' | 'length' | 'dayKind' | 'pauses' | 'extensions' | 'shortened'>

/** Runs a computation that needs the calendar; a year that is not loaded is an answer, not a fault. */
export function unlessMissing<T>(compute: () => T): { value: T } | { missingYear: number } {
  try {
    return { value: compute() }
  } catch (error) {
    if (error instanceof CalendarMissing) return { missingYear: error.year }
    throw error
  }
}

/**
 * The last day of a clock. Always reckoned from the start over the whole record, so that a calendar loaded later gives
 * the same day as one that was there all along.
 */
export function dueOf(clock: Counted, calendar: Calendar): Due {
  const result = unlessMissing(() => {
    let length = (clock.shortened?.length ?? clock.length) + clock.extensions.reduce((sum, e) => sum + e.days, 0)
    let due = calendar.lastDay(clock.startedOn, length, clock.dayKind)
    for (const pause of clock.pauses) {
      // A pause that began after the last day does not undo that it was overdue.
      if (pause.from > due) continue
      length += daysAfter(calendar, clock.dayKind, pause.from, pause.to)
      due = calendar.lastDay(clock.startedOn, length, clock.dayKind)
    }
    return due
  })
  return 'value' in result
    ? { dueOn: result.value, missingYear: null }
    : { dueOn: 'unknown', missingYear: result.missingYear }
}

/** Days of that kind after `from`, up to and with `to`; 0 when `to` is not later. @throws CalendarMissing */
export function daysAfter(calendar: Calendar, kind: 'natural' | 'working', from: string, to: string): number {
  if (to <= from) return 0
  if (kind === 'natural') return calendar.daysBetween(from, to)
  let n = 0
  for (let day = calendar.addDays(from, 1); day <= to; day = calendar.addDays(day, 1))
    if (calendar.isWorkingDay(day)) n++
  return n
}
