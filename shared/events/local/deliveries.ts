import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { DeadLetter, Notice } from '../events.ts'

/**
 * One row for each notice and consumer that is not done. Of each group (per consumer) only the first row may run: it
 * alone has a `due` (ms since 1970); the others wait with NULL, and a parked group's first row is NULL with `deadAt`.
 * So what is due is one index read, however long the backlog is (`infra/local/plans.test.ts` reads the plans).
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS deliveries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  consumer TEXT NOT NULL,
  "group" TEXT NOT NULL,
  pk TEXT NOT NULL, sk TEXT NOT NULL, type TEXT NOT NULL, seq INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  due INTEGER,
  error TEXT,
  deadAt INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS deliveriesByGroup ON deliveries (consumer, "group", id);
CREATE INDEX IF NOT EXISTS deliveriesDue ON deliveries (due, id) WHERE due IS NOT NULL;
CREATE INDEX IF NOT EXISTS deliveriesDead ON deliveries (deadAt, id) WHERE deadAt IS NOT NULL;
`

/**
 * Each reads one range of `deliveriesDue`, in its order, and stops at the limit. The index is named because SQLite by
 * itself takes `deliveriesByGroup` and sorts the whole backlog. With OR it would also read what waits for later: hence
 * two statements.
 */
const DUE_BY = `SELECT * FROM deliveries INDEXED BY deliveriesDue
  WHERE due <= ? AND consumer IN (SELECT value FROM json_each(?)) ORDER BY due, id LIMIT ?`
const DUE_AFTER = `SELECT * FROM deliveries INDEXED BY deliveriesDue
  WHERE due > ? AND consumer IN (SELECT value FROM json_each(?)) ORDER BY due, id LIMIT ?`

export interface Delivery {
  readonly id: number
  readonly consumer: string
  readonly notice: Notice
  /** Times it was begun, this one included. */
  readonly attempts: number
}

type Row = Record<string, string | number | null>

/** The dispatcher's own tables, beside the records in the same database. Every method is synchronous. */
export class Deliveries {
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  constructor(database: DatabaseSync) {
    this.#database = database
    database.exec(SCHEMA)
  }

  /** All of `run` or nothing of it. */
  transact<T>(run: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      const result = run()
      this.#database.exec('COMMIT')
      return result
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw error
    }
  }

  add(consumer: string, notice: Notice, now: number): void {
    const waits = this.#sql('SELECT 1 FROM deliveries WHERE consumer = ? AND "group" = ? LIMIT 1').get(
      consumer,
      notice.group,
    )
    this.#sql('INSERT INTO deliveries (consumer, "group", pk, sk, type, seq, due) VALUES (?, ?, ?, ?, ?, ?, ?)').run(
      consumer,
      notice.group,
      notice.pk,
      notice.sk,
      notice.type,
      notice.seq,
      waits ? null : now,
    )
  }

  /** Due by `now`, longest due first. Due times beyond `horizon` come from a clock that ran ahead: due as well. */
  due(consumers: readonly string[], now: number, horizon: number, limit: number): Delivery[] {
    const names = JSON.stringify(consumers)
    const rows = this.#sql(DUE_BY).all(now, names, limit)
    if (rows.length < limit) rows.push(...this.#sql(DUE_AFTER).all(horizon, names, limit - rows.length))
    return rows.map((row) => deliveryOf(row as Row))
  }

  /** When the next one falls due after `now`. */
  nextDue(consumers: readonly string[], now: number): number | undefined {
    const row = this.#sql(DUE_AFTER).get(now, JSON.stringify(consumers), 1)
    return row ? Number(row.due) : undefined
  }

  /** Counted before it runs, so that a notice that takes the process down with it is parked in the end, too. */
  begin(id: number): void {
    this.#sql('UPDATE deliveries SET attempts = attempts + 1 WHERE id = ?').run(id)
  }

  /** It is done: the next of its group falls due. */
  done(delivery: Delivery, now: number): void {
    this.#sql('DELETE FROM deliveries WHERE id = ?').run(delivery.id)
    this.#sql(
      `UPDATE deliveries SET due = ? WHERE id = (SELECT id FROM deliveries WHERE consumer = ? AND "group" = ? ORDER BY id LIMIT 1)`,
    ).run(now, delivery.consumer, delivery.notice.group)
  }

  again(id: number, due: number, error: string): void {
    this.#sql('UPDATE deliveries SET due = ?, error = ? WHERE id = ?').run(due, error, id)
  }

  /** Its group delivers nothing more until it is sent again. */
  park(id: number, now: number, error: string): void {
    this.#sql('UPDATE deliveries SET due = NULL, deadAt = ?, error = ? WHERE id = ?').run(now, error, id)
  }

  /** @returns false if there is no such dead letter. */
  revive(id: number, now: number): boolean {
    const sql = 'UPDATE deliveries SET due = ?, deadAt = NULL, attempts = 0 WHERE id = ? AND deadAt IS NOT NULL'
    return this.#sql(sql).run(now, id).changes === 1
  }

  dead(consumer?: string): DeadLetter[] {
    const rows = this.#sql(
      'SELECT * FROM deliveries WHERE deadAt IS NOT NULL AND (?1 IS NULL OR consumer = ?1) ORDER BY deadAt, id',
    ).all(consumer ?? null)
    return (rows as Row[]).map((row) => {
      const { id, ...rest } = deliveryOf(row)
      return { ...rest, id: String(id), error: String(row.error), at: new Date(Number(row.deadAt)) }
    })
  }

  #sql(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.#database.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}

function deliveryOf(row: Row): Delivery {
  const notice = {
    group: String(row.group),
    pk: String(row.pk),
    sk: String(row.sk),
    type: String(row.type),
    seq: Number(row.seq),
  }
  return { id: Number(row.id), consumer: String(row.consumer), notice, attempts: Number(row.attempts) }
}
