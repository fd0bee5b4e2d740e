import type { DatabaseSync } from 'node:sqlite'
import type { TableDefinition } from '../definition.ts'
import { holds } from '../guard.ts'
import { checkWrites } from '../limits.ts'
import { GuardFailed, type Item, type Write } from '../table.ts'
import { feedWriter } from './feed.ts'
import type { Indexes, Stored } from './indexes.ts'
import { type Prepared, type PreparedPut, prepareWrite } from './prepare.ts'

export interface Writer {
  /** @throws TableLimit */
  prepare(writes: readonly Write[]): Prepared[]
  /** Inside a savepoint that undoes it when it throws. @throws GuardFailed */
  apply(writes: readonly Prepared[]): void
}

/** @param onFeed called when a notice was written */
export function openWriter(
  database: DatabaseSync,
  definition: TableDefinition,
  indexes: Indexes,
  onFeed: () => void,
): Writer {
  const rows = openRows(database, definition.name, indexes, onFeed)

  /** False when the guard does not hold. */
  function applyOne(write: Prepared): boolean {
    // The one statement of a comment's intake: nothing is read first.
    if (write.put && write.when === 'absent') return rows.add(write, write.put)
    const before = rows.find(write)
    if (!holds(write.when, before?.item)) return false
    if (write.put && before) rows.change(before, write.put)
    else if (write.put) rows.add(write, write.put)
    else if (write.delete && before) rows.remove(before)
    return true
  }

  return {
    prepare(writes) {
      const sizes = checkWrites(definition, writes)
      return writes.map((write, i) => prepareWrite(definition, indexes, write, sizes[i] as number))
    },
    apply(writes) {
      const failed = writes.findIndex((write) => !applyOne(write))
      if (failed === -1) return
      // Those before it held. Those after it have not been tried; keys differ, so nothing written here touches them.
      throw new GuardFailed(
        writes.slice(failed).flatMap((write, i) => {
          const current = rows.find(write)?.item
          return holds(write.when, current) ? [] : [{ index: failed + i, current }]
        }),
      )
    },
  }
}

type Row = Stored & { readonly id: number }

/** A table's rows, and what goes with each of them: its index rows, its notice in the feed. */
function openRows(database: DatabaseSync, name: string, indexes: Indexes, onFeed: () => void) {
  const find = database.prepare(`SELECT id, item FROM ${name} WHERE pk = ? AND sk = ?`)
  const insert = database.prepare(
    `INSERT INTO ${name} (pk, sk, item, size, expires) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  )
  const update = database.prepare(`UPDATE ${name} SET item = ?, size = ?, expires = ? WHERE id = ?`)
  const remove = database.prepare(`DELETE FROM ${name} WHERE id = ?`)
  const feed = feedWriter(database)

  return {
    find({ pk, sk }: Prepared): Row | undefined {
      const row = find.get(pk, sk)
      if (!row) return undefined
      return { id: row.id as number, text: row.item as string, item: JSON.parse(row.item as string) as Item }
    },
    /** False when there was an item already. */
    add({ pk, sk }: Prepared, put: PreparedPut): boolean {
      if (insert.run(pk, sk, put.text, put.size, put.expires).changes === 0) return false
      indexes.change(undefined, put.indexed)
      if (put.notice) {
        feed(put.notice)
        onFeed()
      }
      return true
    },
    change(before: Row, put: PreparedPut): void {
      update.run(put.text, put.size, put.expires, before.id)
      indexes.change(before, put.indexed)
    },
    remove(before: Row): void {
      remove.run(before.id)
      indexes.change(before, undefined)
    },
  }
}
