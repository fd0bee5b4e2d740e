import { errorFields } from '../observe/error.ts'
import type { Log } from '../observe/observe.ts'
import { GuardFailed, type Item, type Table, type Write } from '../table/table.ts'
import { type EventRow, eventsAfter } from './chain.ts'
import type { Consumer, Notice } from './events.ts'

/** Sort key of the item that remembers how far a consumer has come with a subject; lies under the subject, unchained. */
export const cursorKey = (consumer: string) => `CURSOR#${consumer}`

interface Common {
  readonly name: string
  /** Event or row types, by how they start: `filing.` takes all of filing's. */
  readonly types: readonly string[]
  readonly table: Table
  readonly log: Log
}

/** The notice came before its rows can be read, or rows are gone. It is tried again, and in the end a dead letter. */
export class EventNotVisible extends Error {
  constructor(seq: number) {
    super(`event ${seq} is not visible`)
    this.name = 'EventNotVisible'
  }
}

/** Does a consumer of these types get notices of that type? */
export function wants(types: readonly string[], type: string): boolean {
  return types.some((start) => type.startsWith(start))
}

/**
 * Reacts to the events of each subject in the order of their `seq`, each exactly once in effect: what `react` returns
 * is committed together with the cursor's move, guarded by the cursor's old value. Notices may come twice, late, at
 * the same time or out of order. Notices of rows outside a chain are ignored.
 * @param react may run more than once for an event (its writes are kept once), so effects outside the table must be
 *   idempotent. At most 99 writes. Throws to be tried again: nothing later of this subject is reacted to before.
 */
export function consumeInOrder(
  options: Common & { readonly react: (event: EventRow) => Promise<readonly Write[]> },
): Consumer {
  const { name, types, table, react, log } = options
  return {
    name,
    types,
    consume: observed(log, name, async (notice) => {
      if (notice.seq === 0) return
      const key = { pk: notice.pk, sk: cursorKey(name) }
      const stored = await table.get(key)
      let done = stored ? (stored.seq as number) : undefined
      let seen = done ?? 0
      if (seen >= notice.seq) return
      for await (const event of eventsAfter(table, notice.pk, seen)) {
        if (event.seq !== seen + 1) throw new EventNotVisible(seen + 1)
        seen = event.seq
        if (wants(types, event.type)) {
          const move: Write = {
            put: { ...key, seq: seen },
            when: done === undefined ? 'absent' : [{ attribute: 'seq', is: done }],
          }
          if (!(await commitOnce(table, [move, ...(await react(event))]))) return // another delivery of this notice carries on
          done = seen
        }
        if (seen === notice.seq) return
      }
      throw new EventNotVisible(seen + 1)
    }),
  }
}

/** @returns false when a second delivery of the same notice moved the cursor: that one does the work. */
async function commitOnce(table: Table, writes: readonly Write[]): Promise<boolean> {
  try {
    await table.commit(writes)
    return true
  } catch (error) {
    const twin = error instanceof GuardFailed && error.failures.some((f) => f.index === 0)
    if (twin) return false
    throw error
  }
}

/**
 * Reacts to each row by itself, for rows without a chain (comments) and for reactions that only look at the present
 * state (rendering a page). Idempotent by the reaction: it may run twice, late, and beside itself.
 * A row that is gone is passed over with a warning: there is nothing left to react to.
 */
export function consumeEach(options: Common & { readonly react: (row: Item) => Promise<void> }): Consumer {
  const { name, types, table, react, log } = options
  return {
    name,
    types,
    consume: observed(log, name, async (notice) => {
      const row = await table.get({ pk: notice.pk, sk: notice.sk })
      if (row) await react(row)
      else log.warn('REFUSED', { consumer: name, seq: notice.seq, error: 'RowGone' })
    }),
  }
}

function observed(log: Log, consumer: string, run: (notice: Notice) => Promise<void>) {
  return async (notice: Notice) => {
    log.info('STARTED', { consumer, seq: notice.seq })
    try {
      await run(notice)
    } catch (error) {
      log.warn('RETRY', { consumer, seq: notice.seq, ...errorFields(error) })
      throw error
    }
    log.info('COMPLETED', { consumer, seq: notice.seq })
  }
}
