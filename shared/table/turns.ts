import type { Key, Table } from './table.ts'

/** The last in each queue; what it resolves with is nobody's business, and it never rejects. */
const queues = new WeakMap<object, Map<string, Promise<void>>>()

/**
 * Runs what one process does with one item one after the other, in the order in which it was asked for, so that a
 * process never races with itself. Other processes are not held up: the guard of the write is still needed.
 */
export function inTurn<T>(table: Table, { pk, sk }: Key, run: () => Promise<T>): Promise<T> {
  const queue = queues.get(table) ?? new Map<string, Promise<void>>()
  queues.set(table, queue)
  const name = JSON.stringify([pk, sk])
  const result = (queue.get(name) ?? Promise.resolve()).then(run)
  const ended: Promise<void> = result
    .then(
      () => {},
      () => {},
    )
    .then(() => {
      if (queue.get(name) === ended) queue.delete(name)
    })
  queue.set(name, ended)
  return result
}
