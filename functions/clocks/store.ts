import * as z from 'zod'
import type { Key, Table, Write } from '../../shared/table/table.ts'
import { asPut, ClockRow, clockKey, DUE_SHARDS, duePk, ReminderRow, waitingPk } from './store-rows.ts'

/** How far the sweep has come. Everything due up to and with `day` was dealt with. */
const Position = z.strictObject({ pk: z.string(), sk: z.string(), day: z.string(), version: z.int() })
export type Position = z.output<typeof Position>

/** Named as the first release named it: the sweep goes on from where it was. */
const POSITION: Key = { pk: 'SWEEP#inspections', sk: 'POSITION' }

export async function readPosition(table: Table): Promise<Position | undefined> {
  const item = await table.get(POSITION)
  return item && Position.parse(item)
}

export function positionWrite(before: Position | undefined, day: string): Write {
  return {
    put: { ...POSITION, day, version: (before?.version ?? 0) + 1 },
    when: before ? [{ attribute: 'version', is: before.version }] : 'absent',
  }
}

export async function readClock(table: Table, pk: string, id: string): Promise<ClockRow | undefined> {
  const item = await table.get(clockKey(pk, id))
  return item && ClockRow.parse(item)
}

export async function readReminder(table: Table, key: Key): Promise<ReminderRow | undefined> {
  const item = await table.get(key)
  return item && ReminderRow.parse(item)
}

/** Moves a reminder on, unless a change of its clock or another sweep was faster. */
export function reminderWrite(before: ReminderRow, after: ReminderRow): Write {
  return asPut(after, [
    { attribute: 'rev', is: before.rev },
    { attribute: 'n', is: before.n },
  ])
}

/** Demands, in the same commit, that the clock is still as it was read. */
export function clockCheck(clock: ClockRow): Write {
  const when = [
    { attribute: 'rev', is: clock.rev },
    { attribute: 'state', is: clock.state },
  ]
  return { check: clockKey(clock.pk, clock.id), when }
}

/** A reminder as the index has it, which may be behind: read it again before acting on it. */
export interface Due extends Key {
  readonly duePk: string
}

/** What falls due on a day, shard after shard. */
export function dueOn(table: Table, day: string): AsyncIterable<Due> {
  return shards(table, (shard) => duePk(day, shard))
}

/** What waits for the calendar of a year. */
export function waitingFor(table: Table, year: number): AsyncIterable<Due> {
  return shards(table, (shard) => waitingPk(year, shard))
}

async function* shards(table: Table, partition: (shard: number) => string): AsyncIterable<Due> {
  for (let shard = 0; shard < DUE_SHARDS; shard++) {
    const at = partition(shard)
    // Keys alone, which every index holds: what a reminder says is read again before it is acted on.
    for (const { pk, sk } of await table.all({ index: 'due', pk: at })) yield { pk, sk, duePk: at }
  }
}
