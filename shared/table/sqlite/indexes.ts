import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../../kernel/clock.ts'
import type { TableDefinition } from '../definition.ts'
import type { Item } from '../table.ts'
import { deleteIndexRow, indexRow, insertIndexRow } from './index-rows.ts'
import { inTransaction } from './transaction.ts'

/** An item and its JSON text. */
export interface Stored {
  readonly item: Item
  readonly text: string
}

export interface Indexes {
  /** Does any index show this item? */
  show(item: Item): boolean
  /** Tells the indexes what a write did; inside the write's transaction. */
  change(before: Stored | undefined, after: Stored | undefined): void
  /** Applies what has become visible by now; before each index read, in its own transaction. */
  catchUp(): void
}

/**
 * Index tables, written with the items. `lagMs` makes them late as DynamoDB's are, so that tests find who relies on an
 * index being current; on one machine it is 0.
 */
export function openIndexes(database: DatabaseSync, definition: TableDefinition, lagMs: number, now: Clock): Indexes {
  const all = Object.entries(definition.indexes).map(([index, keys]) => ({
    keys,
    insert: insertIndexRow(database, definition, index),
    remove: deleteIndexRow(database, definition, index),
  }))

  function apply(before: Stored | undefined, after: Stored | undefined): void {
    for (const { keys, insert, remove } of all) {
      const was = before && indexRow(keys, before.item)
      const is = after && indexRow(keys, after.item)
      // Most changes of an item change nothing that a list shows.
      if (was?.text === is?.text) continue
      if (was) remove(was)
      if (is) insert(is)
    }
  }

  const show = (item: Item) => all.some(({ keys }) => item[keys.partitionKey] !== undefined)

  const defer = database.prepare('INSERT INTO index_lag (due, name, before, after) VALUES (?, ?, ?, ?)')
  const due = database.prepare('SELECT seq, before, after FROM index_lag WHERE name = ? AND due <= ? ORDER BY seq')
  const done = database.prepare('DELETE FROM index_lag WHERE seq = ?')

  function drain(until: number): void {
    const rows = due.all(definition.name, until)
    if (rows.length === 0) return
    inTransaction(database, () => {
      for (const { seq, before, after } of rows) {
        apply(read(before), read(after))
        done.run(seq as number)
      }
    })
  }

  // What a run with a lag left behind; without one, nothing is ever waiting.
  if (lagMs === 0) drain(Number.MAX_SAFE_INTEGER)

  return {
    show,
    change(before, after) {
      // Most rows are in no index: comments, events.
      if (!after && !(before && show(before.item))) return
      if (lagMs === 0) apply(before, after)
      else defer.run(now().getTime() + lagMs, definition.name, before?.text ?? null, after?.text ?? null)
    },
    catchUp: () => lagMs > 0 && drain(now().getTime()),
  }
}

function read(text: unknown): Stored | undefined {
  return typeof text === 'string' ? { item: JSON.parse(text) as Item, text } : undefined
}
