import type { DatabaseSync } from 'node:sqlite'
import { GuardFailed, TableFault, TableLimit } from '../table.ts'

interface Request {
  /** Synchronous; throws to have its own statements undone, and only these. */
  readonly run: () => void
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

export interface Group {
  /** Settles after the COMMIT of the turn in which it was called. */
  submit(run: () => void): Promise<void>
  /** Commits what waits, now. */
  flush(): void
  close(): void
}

/**
 * Group commit: what was requested in one turn of the event loop shares one transaction, and so one fsync, each request
 * under its own savepoint. The transaction begins and ends within a turn, so other code may use the connection.
 * @param hooks.before runs inside the transaction · hooks.after when it was committed
 */
export function groupCommit(database: DatabaseSync, hooks: { before: () => void; after: () => void }): Group {
  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')
  const savepoint = database.prepare('SAVEPOINT request')
  const release = database.prepare('RELEASE request')
  const undo = database.prepare('ROLLBACK TO request')
  let waiting: Request[] = []
  let closed = false

  /** The error of each request, or undefined for success. @throws when the transaction as a whole is lost. */
  function runAll(requests: readonly Request[]): (Error | undefined)[] {
    hooks.before()
    return requests.map(({ run }) => {
      savepoint.run()
      try {
        run()
        release.run()
        return undefined
      } catch (error) {
        // SQLite drops the whole transaction by itself on some errors (disk full, I/O): then nobody's work is there.
        if (!database.isTransaction) throw error
        undo.run()
        release.run()
        return error instanceof GuardFailed || error instanceof TableLimit ? error : new TableFault('unknown', error)
      }
    })
  }

  /** The outcome of each request, once it is certain; a fault when nothing came of any. */
  function transact(requests: readonly Request[]): (Error | undefined)[] | TableFault {
    try {
      begin.run()
    } catch (error) {
      // Another connection holds the write lock: nothing was written.
      return new TableFault('throttled', error)
    }
    try {
      const outcomes = runAll(requests)
      commit.run()
      return outcomes
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
      return new TableFault('unknown', error)
    }
  }

  function flush(): void {
    const requests = waiting
    if (requests.length === 0) return
    waiting = []
    const outcomes = transact(requests)
    requests.forEach(({ resolve, reject }, i) => {
      const error = outcomes instanceof TableFault ? outcomes : outcomes[i]
      if (error) reject(error)
      else resolve()
    })
    if (!(outcomes instanceof TableFault)) hooks.after()
  }

  return {
    submit(run) {
      if (closed) return Promise.reject(new TableFault('throttled', new Error('the store is closed')))
      return new Promise((resolve, reject) => {
        // The check phase: whatever arrived with this turn's I/O is in by then.
        if (waiting.push({ run, resolve, reject }) === 1) setImmediate(flush)
      })
    },
    flush,
    close() {
      closed = true
      flush()
    },
  }
}
