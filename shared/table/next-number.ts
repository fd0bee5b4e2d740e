import type { Key, Table, Write } from './table.ts'

/**
 * The next number of a series, without gaps and never twice: the counter's write is guarded by its old value and goes
 * into the commit that uses the number. When somebody took it meanwhile that commit fails and is decided again, with the
 * number after.
 */
export async function nextNumber(table: Pick<Table, 'get'>, key: Key): Promise<{ seq: number; counter: Write }> {
  const row = await table.get(key)
  const last = row ? Number(row.last) : 0
  const seq = last + 1
  return {
    seq,
    counter: { put: { ...key, last: seq }, when: row ? [{ attribute: 'last', is: last }] : 'absent' },
  }
}
