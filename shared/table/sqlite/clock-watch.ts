import type { DatabaseSync } from 'node:sqlite'

/** Corrections by NTP stay below this; what goes further back is a clock that was set, or a wrong machine. */
const TOLERANCE_MS = 1000

/**
 * Remembers when the last commit was, across restarts, and raises the alarm when time has run backward since: receipts
 * and deadlines rest on it. The latest instant stays the mark, so that the alarm goes on until the clock is right.
 * @returns to be called inside each commit's transaction
 */
export function clockWatch(database: DatabaseSync, onBackward: (last: Date, now: Date) => void): (now: Date) => void {
  const stored = database.prepare("SELECT value FROM meta WHERE name = 'last-commit'").get()
  const note = database.prepare(
    "INSERT INTO meta (name, value) VALUES ('last-commit', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
  )
  let last = Number(stored?.value ?? 0)
  return (now) => {
    const at = now.getTime()
    if (at < last - TOLERANCE_MS) onBackward(new Date(last), now)
    // Once a second is enough to notice, and keeps the page out of most commits.
    if (at < last + TOLERANCE_MS) return
    note.run(at)
    last = at
  }
}
