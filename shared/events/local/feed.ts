import type { DatabaseSync } from 'node:sqlite'

/** What the dispatcher needs of the store: its database between two turns, and word of each commit. */
export interface Feed {
  readonly database: DatabaseSync
  /** Calls the listener after each commit; returns how to stop that. */
  onCommit(listener: () => void): () => void
}
