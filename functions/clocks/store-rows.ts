import * as z from 'zod'
import type { Item, Write } from '../../shared/table/table.ts'
import { type Clock, Closed, Paused, Running } from './domain/clock.ts'
import { type Reminding, STEPS } from './domain/steps.ts'

/** A guarded put. */
export type Put = Extract<Write, { readonly put: Item }>

/** Sort keys of a subject's clocks start so. */
export const CLOCK_PREFIX = 'CLOCK#'
/** Reminders lie beside their clocks but not under the chain: the sweep moves them without an event. */
const REMIND_PREFIX = 'REMIND#'

const keys = { pk: z.string(), sk: z.string() }

/** A clock as it lies in its subject's partition, under the chain: `CLOCK#<id>`. */
export const ClockRow = z.discriminatedUnion('state', [Running.extend(keys), Paused.extend(keys), Closed.extend(keys)])
export type ClockRow = z.output<typeof ClockRow>

/**
 * The one reminder of a clock: which step comes next, and when. The index `due` finds it by day and shard. A closed or
 * paused clock, and one past its last step, has no index attributes.
 */
export const ReminderRow = z.strictObject({
  ...keys,
  clock: z.string(),
  /** The clock's `rev` that it belongs to, and how often the sweep has moved it since. */
  rev: z.int(),
  n: z.int(),
  state: z.enum(['waiting', 'idle']),
  step: z.enum(STEPS).nullable(),
  duePk: z.string().optional(),
  dueSk: z.string().optional(),
})
export type ReminderRow = z.output<typeof ReminderRow>

/** Shards of one day in the `due` index, so that a busy day does not heat one partition. */
export const DUE_SHARDS = 4

export const duePk = (day: string, shard: number) => `DUE#${day}#${shard}`
/** Where reminders wait whose last day needs the calendar of a year that is not loaded. */
export const waitingPk = (year: number, shard: number) => `DUE#calendar-${year}#${shard}`

export const clockKey = (pk: string, id: string) => ({ pk, sk: CLOCK_PREFIX + id })
export const remindKey = (pk: string, id: string) => ({ pk, sk: REMIND_PREFIX + id })

export function shardOf(id: string): number {
  let sum = 0
  for (const c of id) sum += c.codePointAt(0) ?? 0
  return sum % DUE_SHARDS
}

/** The row of a clock in a subject's partition. */
export function clockRow(pk: string, clock: Clock): ClockRow {
  return { ...clock, ...clockKey(pk, clock.id) }
}

/** The reminder that belongs to a clock: waiting for its next step, or idle when there is none. */
export function reminderRow(row: ClockRow, next: Reminding | undefined, today: string, n: number): ReminderRow {
  const base = { ...remindKey(row.pk, row.id), clock: row.id, rev: row.rev, n }
  if (!next) return { ...base, state: 'idle', step: null }
  const day = next.on < today ? today : next.on
  return { ...base, state: 'waiting', step: next.step, duePk: duePk(day, shardOf(row.id)), dueSk: dueSk(row) }
}

/** The same, waiting for a calendar instead of a day. */
export function sleepingRow(row: ClockRow, missingYear: number, n: number): ReminderRow {
  const base = { ...remindKey(row.pk, row.id), clock: row.id, rev: row.rev, n }
  return {
    ...base,
    state: 'waiting',
    step: 'year-missing',
    duePk: waitingPk(missingYear, shardOf(row.id)),
    dueSk: dueSk(row),
  }
}

const dueSk = (row: ClockRow) => `${row.pk}#${row.id}`

/** Rows are JSON by their schemas; optional attributes that are absent are left out, never undefined. */
export const asPut = (row: ClockRow | ReminderRow, when: Put['when']): Put => ({
  put: row as Item,
  when,
})
