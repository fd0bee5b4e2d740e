import { Refusal } from '../../../shared/kernel/refusal.ts'
import { GuardFailed, type Key, type Table, type Write } from '../../../shared/table/table.ts'

const TRIES = 20

/**
 * Gives the next number of a series to a commit, without gaps and never twice: the counter's write is guarded by its
 * old value and is part of the commit; when somebody took the number meanwhile, the next one is tried.
 */
export async function countUp<T>(
  table: Table,
  key: Key,
  commit: (seq: number, counter: Write) => Promise<T>,
): Promise<T> {
  for (let tries = 0; tries < TRIES; tries++) {
    const row = await table.get(key)
    const last = row ? Number(row.last) : 0
    const counter: Write = { put: { ...key, last: last + 1 }, when: row ? [{ attribute: 'last', is: last }] : 'absent' }
    try {
      return await commit(last + 1, counter)
    } catch (error) {
      if (!(await taken(table, key, last, error))) throw error
    }
  }
  throw new Refusal('unavailable', '同时办理的人较多,没有取到编号,请再试一次。')
}

/** Did the commit fail because the number was taken? */
async function taken(table: Table, key: Key, last: number, error: unknown): Promise<boolean> {
  const guarded = error instanceof GuardFailed || (error instanceof Refusal && error.code === 'changed')
  return guarded && Number((await table.get(key))?.last ?? 0) !== last
}
