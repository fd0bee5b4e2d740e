import type { Key, Table, Write } from '../table/table.ts'
import { inTurn } from '../table/turns.ts'
import { deadline, type Pace, type Retrying } from './retry.ts'

/**
 * The next number of a series, without gaps and never twice. The counter's write is guarded by its old value and goes
 * into the commit that uses the number. If somebody else took the number, that commit fails and is decided again.
 */
export async function nextNumber(table: Pick<Table, 'get'>, key: Key): Promise<{ seq: number; counter: Write }> {
  const last = Number((await table.get(key))?.last ?? 0)
  const seq = last + 1
  const when = last === 0 ? 'absent' : [{ attribute: 'last', is: last }]
  return { seq, counter: { put: { ...key, last: seq }, when } }
}

/**
 * Makes the callers of one process who want a number of the same series wait in line, so that a process never races with
 * itself. The counter's guard deals with other processes. Time spent in line is part of the request's.
 */
export function inLine<T>(table: Table, key: Key, run: (how: Retrying) => Promise<T>, pace?: Pace): Promise<T> {
  const how = { until: deadline(pace), ...(pace ? { pace } : {}) }
  return inTurn(table, key, () => run(how))
}
