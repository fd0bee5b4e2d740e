import type { Calendar } from '../../../shared/kernel/calendar.ts'
import type { Clock } from './clock.ts'
import { unlessMissing } from './due.ts'

/** When somebody is reminded. `year-missing`: says once that the last day is not known yet. */
export const STEPS = ['T-5', 'T-2', 'T', 'overdue', 'year-missing'] as const
export type Step = (typeof STEPS)[number]

export interface Reminding {
  readonly step: Step
  readonly on: string
}

type Timed = Pick<Clock, 'bounds' | 'startedOn' | 'dayKind' | 'dueOn'>

/**
 * The days of a clock's reminders, in order: 5 and 2 days before the last one in the clock's own days, on it, and, for
 * a maximum, on the first working day after it. What would be on or before the start is left out (a three-day clock
 * has no T-5), and of two on one day the more urgent stays. Empty while the last day is unknown.
 */
export function remindings(clock: Timed, calendar: Calendar): readonly Reminding[] {
  const { dueOn } = clock
  if (dueOn === 'unknown') return []
  const ahead: Reminding[] = [
    { step: 'T-5', on: daysBefore(clock, 5, dueOn, calendar) },
    { step: 'T-2', on: daysBefore(clock, 2, dueOn, calendar) },
    { step: 'T', on: dueOn },
  ]
  const distinct = ahead.filter((r, i) => r.on > clock.startedOn && ahead[i + 1]?.on !== r.on)
  if (clock.bounds === 'minimum') return distinct
  return [...distinct, { step: 'overdue', on: toWorkingDay(calendar.addDays(dueOn, 1), 1, calendar) }]
}

/**
 * The next reminder after `today`. Earlier steps and today's count as past, except two that are always sent: that the last
 * day is today, and that the clock is overdue.
 */
export function nextReminding(clock: Clock, today: string, calendar: Calendar): Reminding | undefined {
  if (clock.state !== 'running') return undefined
  if (clock.dueOn === 'unknown') return { step: 'year-missing', on: today }
  return remindings(clock, calendar).find(
    (r) => r.on > today || r.step === 'overdue' || (r.step === 'T' && r.on === today),
  )
}

/** The reminder to send now: the latest step that has come, from `from` on. Steps that were missed are left out. */
export function presentReminding(clock: Clock, from: Step, today: string, calendar: Calendar): Reminding | undefined {
  return remindings(clock, calendar).findLast((r) => r.on <= today && STEPS.indexOf(r.step) >= STEPS.indexOf(from))
}

/** The step after one that was sent. */
export function followingReminding(clock: Clock, sent: Step, today: string, calendar: Calendar): Reminding | undefined {
  return remindings(clock, calendar).find((r) => r.on > today && STEPS.indexOf(r.step) > STEPS.indexOf(sent))
}

function daysBefore(clock: Timed, n: number, dueOn: string, calendar: Calendar): string {
  if (clock.dayKind === 'natural') return toWorkingDay(calendar.addDays(dueOn, -n), -1, calendar)
  let day = dueOn
  for (let left = n; left > 0; left--) day = toWorkingDay(calendar.addDays(day, -1), -1, calendar)
  return day
}

/**
 * The nearest working day, so that somebody reads the reminder. Without that year's calendar the day stays as it is: a
 * reminder may come on a day off. A last day, by contrast, is never guessed.
 */
function toWorkingDay(date: string, direction: 1 | -1, calendar: Calendar): string {
  const found = unlessMissing(() => {
    let day = date
    while (!calendar.isWorkingDay(day)) day = calendar.addDays(day, direction)
    return day
  })
  return 'value' in found ? found.value : date
}
