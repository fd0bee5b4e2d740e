import type { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../../kernel/clock.ts'
import type { TableDefinition } from '../definition.ts'
import type { Item } from '../table.ts'
import type { Indexes } from './indexes.ts'
import { inTransaction } from './transaction.ts'

/** Rows per transaction: a few milliseconds, so that requests are not kept waiting. */
const BATCH = 200

/**
 * Removes items whose time is over, as DynamoDB does some time after it; until then they are read like any other.
 * @returns how many went
 */
export async function purgeExpired(
  database: DatabaseSync,
  definition: TableDefinition,
  indexes: Indexes,
  now: Clock,
): Promise<number> {
  const find = database.prepare(`SELECT id, item FROM ${definition.name} WHERE expires <= ? LIMIT ?`)
  const remove = database.prepare(`DELETE FROM ${definition.name} WHERE id = ?`)
  let gone = 0
  for (;;) {
    const batch = inTransaction(database, () => {
      const rows = find.all(Math.floor(now().getTime() / 1000), BATCH)
      for (const row of rows) {
        const text = row.item as string
        remove.run(row.id as number)
        indexes.change({ item: JSON.parse(text) as Item, text }, undefined)
      }
      return rows.length
    })
    gone += batch
    if (batch < BATCH) return gone
    await setImmediate()
  }
}
