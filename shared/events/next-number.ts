import type { Key, Table, Write } from '../table/table.ts'
import { inTurn } from '../table/turns.ts'
import { deadline, type Pace, type Retrying } from './retry.ts'

/**
 * The next number of a series, without gaps and never twice: the counter's write is guarded by its old value and goes
 * into the commit that uses the number. When somebody took it meanwhile that commit fails and is decided again, with the
 * number after.
 */
export async function nextNumber(table: Pick<Table, 'get'>, key: Key): Promise<{ seq: number; counter: Write }> {
  const last = Number((await table.get(key))?.last ?? 0)
  const seq = last + 1
  const when = last === 0 ? 'absent' : [{ attribute: 'last', is: last }]
  return { seq, counter: { put: { ...key, last: seq }, when } }
}

/**
 * Lets those of one process who want a number of the same series wait in line, so that a process never races with
 * itself; other processes are met by the counter's guard. The time spent in line is part of the request's.
 */
export function inLine<T>(table: Table, key: Key, run: (how: Retrying) => Promise<T>, pace?: Pace): Promise<T> {
  const how = { until: deadline(pace), ...(pace ? { pace } : {}) }
  return inTurn(table, key, () => run(how))
}
