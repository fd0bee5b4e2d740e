import type { Json } from '../kernel/canonical.ts'
import { hashOf } from '../signing/hash.ts'
import type { Item, Table, Write } from '../table/table.ts'

/**
 * A subject (a matter, an organ) is one partition: a head item, rows under it, and a chain of events. Every change is
 * one commit: rows, the head guarded by its version, and the event — which is audit record and outbox in one.
 */
export interface Head {
  readonly pk: string
  readonly sk: 'HEAD'
  /** Grows by one with each commit; guards against two people at once. */
  readonly version: number
  /** Number and hash of the last event. */
  readonly seq: number
  readonly hash: string
}

/** Who did it, in which post. `system` when a clock did. */
export interface By {
  readonly account: string
  readonly name: string
  readonly post: string
  readonly organ: string
  readonly organName: string
  /** `deputy:<post>` or `lent:<organ>` when somebody stood in. */
  readonly standingIn?: string
}

export const SYSTEM: By = { account: 'system', name: '系统', post: 'system', organ: 'system', organName: '稳评平台' }

export interface Change {
  /** The subject's new state, without chain fields. */
  readonly state: Readonly<Record<string, Json>>
  /** `filing.submitted`: feature, dot, past participle. */
  readonly type: string
  readonly by: By
  /** ISO instant, server time. */
  readonly at: string
  /** What happened, for the record: ids, states, reasons. Never comment text, contacts, receipt codes, client keys. */
  readonly data: Readonly<Record<string, Json>>
  /** Rows of the same partition that change with it. They come under the chain: the event holds their hashes. */
  readonly rows?: readonly Write[]
  /** Writes elsewhere (inbox, counters, reminder state) that must happen with it. Not under this chain. */
  readonly others?: readonly Write[]
}

export interface EventRow extends Item {
  readonly type: string
  readonly seq: number
  readonly at: string
  readonly by: Readonly<Record<string, Json>>
  readonly data: Readonly<Record<string, Json>>
  /** Hash of the event before; '' for the first. */
  readonly prev: string
  /** Sort key → hash of each row as this commit left it, or null if removed; the head is under `HEAD`. */
  readonly rows: Readonly<Record<string, string | null>>
  /** Hash of all the above. */
  readonly hash: string
}

export const eventKey = (seq: number) => `EVENT#${String(seq).padStart(8, '0')}`

/** Hash of an item as stored; of the head without `hash`, which is the event's and would be circular. */
export function rowHash(item: Item): string {
  if (item.sk !== 'HEAD') return hashOf(item)
  const { hash: _, ...rest } = item
  return hashOf(rest)
}

/**
 * The writes of one change: commit them together. Fails with GuardFailed at write 0 when somebody was faster.
 * @param before the head as read, or undefined to create the subject (refused when it exists)
 */
export function extend(
  pk: string,
  before: Head | undefined,
  change: Change,
): { head: Head & Item; event: EventRow; writes: Write[] } {
  const seq = (before?.seq ?? 0) + 1
  const unsigned = { ...change.state, pk, sk: 'HEAD' as const, version: (before?.version ?? 0) + 1, seq }
  const rows: Record<string, string | null> = { HEAD: hashOf(unsigned as Item) }
  for (const write of change.rows ?? []) {
    if ('put' in write) rows[write.put.sk] = rowHash(write.put)
    else if ('delete' in write) rows[write.delete.sk] = null
  }
  const body = {
    pk,
    sk: eventKey(seq),
    type: change.type,
    seq,
    at: change.at,
    by: { ...change.by } as Record<string, Json>,
    data: change.data,
    prev: before?.hash ?? '',
    rows,
  }
  const event = { ...body, hash: hashOf(body as Item) } as EventRow
  const head = { ...unsigned, hash: event.hash } as Head & Item
  return {
    head,
    event,
    writes: [
      { put: head, when: before ? [{ attribute: 'version', is: before.version }] : 'absent' },
      { put: event, when: 'absent' },
      ...(change.rows ?? []),
      ...(change.others ?? []),
    ],
  }
}

/** Events of a subject after `seq`, in order; pages as needed. */
export async function* eventsAfter(table: Table, pk: string, seq: number): AsyncIterable<EventRow> {
  let cursor: string | undefined
  do {
    const page = await table.query({ pk, from: eventKey(seq + 1), to: 'EVENT#99999999', ...(cursor ? { cursor } : {}) })
    for (const item of page.items) yield item as EventRow
    cursor = page.cursor
  } while (cursor)
}
