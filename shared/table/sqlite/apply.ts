import type { DatabaseSync } from 'node:sqlite'
import type { Notice } from '../../events/events.ts'
import { noticeOf } from '../../events/notice.ts'
import type { TableDefinition } from '../definition.ts'
import { holds } from '../guard.ts'
import { checkWrites, keyOf } from '../limits.ts'
import { GuardFailed, type Item, type When, type Write } from '../table.ts'
import { feedWriter } from './feed.ts'
import type { Indexes, Stored } from './indexes.ts'

/** A write made ready when it was requested, so that the caller may change its objects afterwards. */
interface Prepared {
  readonly pk: Buffer
  readonly sk: Buffer
  readonly when: When
  readonly delete: boolean
  /** Absent for deletes and checks. */
  readonly put?: {
    readonly text: string
    readonly size: number
    readonly expires: number | null
    readonly notice: Notice | undefined
    /** Absent when no index shows the item. */
    readonly indexed: Stored | undefined
  }
}

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
  const { name } = definition
  const find = database.prepare(`SELECT id, item FROM ${name} WHERE pk = ? AND sk = ?`)
  const insert = database.prepare(
    `INSERT INTO ${name} (pk, sk, item, size, expires) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  )
  const update = database.prepare(`UPDATE ${name} SET item = ?, size = ?, expires = ? WHERE id = ?`)
  const remove = database.prepare(`DELETE FROM ${name} WHERE id = ?`)
  const feed = feedWriter(database)

  function read({ pk, sk }: Prepared): (Stored & { id: number }) | undefined {
    const row = find.get(pk, sk)
    if (!row) return undefined
    return { id: row.id as number, text: row.item as string, item: JSON.parse(row.item as string) as Item }
  }

  /** False when there was an item already. */
  function add({ pk, sk }: Prepared, put: NonNullable<Prepared['put']>): boolean {
    if (insert.run(pk, sk, put.text, put.size, put.expires).changes === 0) return false
    indexes.change(undefined, put.indexed)
    if (put.notice) {
      feed(put.notice)
      onFeed()
    }
    return true
  }

  /** False when the guard does not hold. */
  function applyOne(write: Prepared): boolean {
    // The one statement of a comment's intake: nothing is read first.
    if (write.put && write.when === 'absent') return add(write, write.put)
    const before = read(write)
    if (!holds(write.when, before?.item)) return false
    if (write.put && before) {
      update.run(write.put.text, write.put.size, write.put.expires, before.id)
      indexes.change(before, write.put.indexed)
    } else if (write.put) {
      add(write, write.put)
    } else if (write.delete && before) {
      remove.run(before.id)
      indexes.change(before, undefined)
    }
    return true
  }

  function prepareOne(write: Write, size: number): Prepared {
    const key = keyOf(write)
    const base = { pk: Buffer.from(key.pk), sk: Buffer.from(key.sk), when: write.when, delete: 'delete' in write }
    if (!('put' in write)) return base
    const item = write.put
    const text = JSON.stringify(item)
    const expires = item[definition.ttlAttribute]
    return {
      ...base,
      put: {
        text,
        size,
        expires: typeof expires === 'number' ? expires : null,
        notice: definition.stream ? noticeOf(item) : undefined,
        indexed: indexes.show(item) ? { item: JSON.parse(text) as Item, text } : undefined,
      },
    }
  }

  return {
    prepare(writes) {
      const sizes = checkWrites(definition, writes)
      return writes.map((write, i) => prepareOne(write, sizes[i] as number))
    },
    apply(writes) {
      const failed = writes.findIndex((write) => !applyOne(write))
      if (failed === -1) return
      // Those before it held. Those after it have not been tried; keys differ, so nothing written here touches them.
      throw new GuardFailed(
        writes.slice(failed).flatMap((write, i) => {
          const current = read(write)?.item
          return holds(write.when, current) ? [] : [{ index: failed + i, current }]
        }),
      )
    },
  }
}
