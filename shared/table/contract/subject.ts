import type { Item, Table } from '../table.ts'

/** A table under test. `tick` moves its clock, where it has one that can be moved. */
export interface Opened {
  readonly table: Table
  close(): Promise<void>
  tick?(ms: number): void
}

export type Open = (options?: { indexLagMs?: number }) => Promise<Opened>

let count = 0

/** A partition that no other test uses, so that tests may share a table, and runs a server. */
export const freshPk = () => `T#${process.pid}#${Date.now().toString(36)}#${count++}`

/** Puts items without a guard: fresh partitions have nobody to race with. */
export async function fill(table: Table, items: readonly Item[]): Promise<void> {
  for (const put of items) await table.commit([{ put, when: 'any' }])
}

export const sortKeys = (items: readonly Item[]) => items.map(({ sk }) => sk)

/** The error that a promise ends with; fails when it does not. */
export async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}
