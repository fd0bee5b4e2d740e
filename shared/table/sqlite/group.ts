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
  const transact = openTransact(database, hooks.before)
  let waiting: Request[] = []
  let closed = false

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

/** The error of each request, or undefined for success, once that is certain; one fault when nothing came of any. */
type Transact = (requests: readonly Request[]) => readonly (Error | undefined)[] | TableFault

/** Runs requests in one transaction. */
function openTransact(database: DatabaseSync, before: () => void): Transact {
  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')
  const runApart = openRunApart(database)

  return (requests) => {
    try {
      begin.run()
    } catch (error) {
      // Another connection holds the write lock: nothing was written.
      return new TableFault('throttled', error)
    }
    try {
      before()
      const outcomes = requests.map(runApart)
      commit.run()
      return outcomes
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
      return new TableFault('unknown', error)
    }
  }
}

/**
 * Runs one request under its own savepoint, inside a transaction: when it fails, the others' work stays. What it returns
 * is the request's error; it throws when the transaction as a whole is lost.
 */
function openRunApart(database: DatabaseSync): (request: Request) => Error | undefined {
  const savepoint = database.prepare('SAVEPOINT request')
  const release = database.prepare('RELEASE request')
  const undo = database.prepare('ROLLBACK TO request')

  return ({ run }) => {
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
  }
}
