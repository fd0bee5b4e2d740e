import type { DatabaseSync } from 'node:sqlite'
import type { Notice } from '../../events/events.ts'

/** One notice as it was written, in the transaction of the item that it is about. */
export interface FeedRow {
  /** Position in the feed: grows with every row, is never used twice, not even after trimming. */
  readonly position: number
  readonly notice: Notice
}

/** Appends inside the caller's transaction. */
export function feedWriter(database: DatabaseSync): (notice: Notice) => void {
  const insert = database.prepare('INSERT INTO feed (subject, pk, sk, type, seq) VALUES (?, ?, ?, ?, ?)')
  return (notice) => insert.run(notice.group, notice.pk, notice.sk, notice.type, notice.seq)
}

/** Rows with a position greater than `after` (0 for the start), in order, at most `limit`. Committed rows only. */
export function readFeed(database: DatabaseSync, after: number, limit: number): FeedRow[] {
  const rows = database
    .prepare('SELECT position, subject, pk, sk, type, seq FROM feed WHERE position > ? ORDER BY position LIMIT ?')
    .all(after, limit) as unknown as ({ position: number; subject: string } & Omit<Notice, 'group'>)[]
  return rows.map(({ position, subject, pk, sk, type, seq }) => ({
    position,
    notice: { group: subject, pk, sk, type, seq },
  }))
}

/** Forgets rows up to and including `upTo`, once every consumer has them. Opens no transaction of its own. */
export function trimFeed(database: DatabaseSync, upTo: number): void {
  database.prepare('DELETE FROM feed WHERE position <= ?').run(upTo)
}
