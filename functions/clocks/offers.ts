import type { Duty } from '../../shared/identity/duty.ts'
import type { Calendar } from '../../shared/kernel/calendar.ts'
import type { Clock, Decider } from './domain/clock.ts'
import { type ClockRule, ruleFor } from './domain/rule.ts'
import { nextReminding } from './domain/steps.ts'
import { close, extend, pause, resume, type Start, shorten, start } from './domain/transitions.ts'
import { asPut, type ClockRow, clockRow, type Put, reminderRow } from './store-rows.ts'

export { describeClock } from './domain/describe.ts'
export type { ClockRule } from './domain/rule.ts'
export { CLOCK_RULES } from './domain/rule-data.ts'
export { CLOCK_PREFIX, ClockRow } from './store-rows.ts'

/** A post, not a person: a duty in an organ, whose holders are looked up on the day. */
export interface PostRef {
  readonly organ: string
  readonly duty: Duty
}

/** What a clock's change writes. Both go into the commit of the fact that causes it: `extend(pk, head, { rows, others })`. */
export interface ClockWrites {
  readonly clock: ClockRow
  /** Under the subject's chain. */
  readonly rows: readonly Put[]
  /** Not under it: the reminder. */
  readonly others: readonly Put[]
}

/**
 * Starts a clock in the commit of the fact that starts it.
 * @param input.pk the subject's partition, `MATTER#…`
 * @param input.id a new id, unique in the subject
 * @param input.today the Shanghai date; the clock starts on it unless `startedOn` says otherwise
 * @throws Refusal `rule` when a length or a shortening breaks the clock's rule
 */
export function startClock(
  input: Omit<Start, 'rule' | 'startedOn' | 'addressee' | 'superior'> & {
    /** Posts: who must act, and who hears of it when nobody does. */
    readonly addressee: PostRef
    readonly superior: PostRef
    readonly pk: string
    readonly kind: string
    readonly today: string
    readonly startedOn?: string
    readonly calendar: Calendar
    readonly rules: readonly ClockRule[]
  },
): ClockWrites {
  const { pk, kind, today, calendar, rules, startedOn = today, ...rest } = input
  const clock = start({ ...rest, startedOn, rule: ruleFor(rules, kind, startedOn) }, calendar)
  return written(undefined, clockRow(pk, clock), today, calendar)
}

/** 暂停 (补正、不可抗力). Reminders stop until it goes on. */
export function pauseClock(
  row: ClockRow,
  input: { readonly today: string; readonly reason: string; readonly calendar: Calendar },
): ClockWrites {
  return changed(row, pause(row, input.today, input.reason), input)
}

export function resumeClock(
  row: ClockRow,
  input: { readonly today: string; readonly calendar: Calendar },
): ClockWrites {
  return changed(row, resume(row, input.today, input.calendar), input)
}

interface Decision {
  readonly today: string
  readonly calendar: Calendar
  readonly rules: readonly ClockRule[]
  readonly reason: string
  readonly by: Decider
}

/** 延长, within the rule's limit. @throws Refusal `rule` */
export function extendClock(row: ClockRow, input: Decision & { readonly days: number }): ClockWrites {
  const { days, reason, by, today: on } = input
  const rule = ruleFor(input.rules, row.kind, row.startedOn)
  return changed(row, extend(row, rule, { days, reason, by, on }, input.calendar), input)
}

/** 缩短 to `length` days in all, with the reason that is printed. @throws Refusal `rule` */
export function shortenClock(row: ClockRow, input: Decision & { readonly length: number }): ClockWrites {
  const { length, reason, by, today: on } = input
  const rule = ruleFor(input.rules, row.kind, row.startedOn)
  return changed(row, shorten(row, rule, { length, reason, by, on }, input.calendar), input)
}

/**
 * Ends a clock in the commit of the fact that ends it.
 * @param input.at the instant, ISO
 * @param input.outcome `void` when the subject itself fell away; only then may a minimum end early
 * @throws Refusal `rule` while a minimum still runs
 */
export function closeClock(
  row: ClockRow,
  input: {
    readonly today: string
    readonly at: string
    readonly outcome: 'done' | 'void'
    readonly calendar: Calendar
  },
): ClockWrites {
  return changed(row, close(row, { on: input.today, at: input.at, outcome: input.outcome }), input)
}

const changed = (before: ClockRow, after: Clock, { today, calendar }: { today: string; calendar: Calendar }) =>
  written(before, clockRow(before.pk, after), today, calendar)

function written(before: ClockRow | undefined, row: ClockRow, today: string, calendar: Calendar): ClockWrites {
  const reminder = reminderRow(row, nextReminding(row, today, calendar), today, 0)
  return {
    clock: row,
    rows: [asPut(row, before ? [{ attribute: 'rev', is: before.rev }] : 'absent')],
    // 'any': a change of the clock always wins over the sweep. The sweep guards its own write by `rev` and `n`, fails,
    // and looks again.
    others: [asPut(reminder, before ? 'any' : 'absent')],
  }
}
