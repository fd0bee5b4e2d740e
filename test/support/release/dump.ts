import { DatabaseSync } from 'node:sqlite'

type Cell = string | number | bigint | Uint8Array | null
type Row = Readonly<Record<string, Cell>>

/**
 * A database as SQL text: its layout, every row in the order of the table, the counters of AUTOINCREMENT and
 * `user_version`. What is restored from it gives the same text again, letter by letter.
 */
export function dumpDatabase(file: string): string {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const made = database
      .prepare("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY rowid")
      .all() as unknown as { type: string; name: string; sql: string }[]
    const tables = made.filter(({ type }) => type === 'table').map(({ name }) => name)
    const lines = [
      ...made.map(({ sql }) => `${sql};`),
      ...tables.flatMap((table) => rowsOf(database, table)),
      'DELETE FROM sqlite_sequence;',
      ...rowsOf(database, 'sqlite_sequence'),
      `PRAGMA user_version = ${database.prepare('PRAGMA user_version').get()?.user_version};`,
    ]
    return `${lines.join('\n')}\n`
  } finally {
    database.close()
  }
}

/** Makes the database that was dumped. `file` must not exist. */
export function restoreDatabase(sql: string, file: string): void {
  const database = new DatabaseSync(file)
  try {
    database.exec(`BEGIN;\n${sql}COMMIT;`)
  } finally {
    database.close()
  }
}

function rowsOf(database: DatabaseSync, table: string): string[] {
  const select = database.prepare(`SELECT * FROM "${table}"`)
  select.setReadBigInts(true)
  const shared = sharedText(database, table)
  return (select.all() as Row[]).map((row) => {
    const cells = Object.entries(row).map(([column, cell]) => shared(row, column) ?? literal(cell))
    return `INSERT INTO ${table} VALUES (${cells.join(', ')});`
  })
}

/** An index table repeats the item of its table: the dump says it once, unless the two differ. */
function sharedText(database: DatabaseSync, table: string): (row: Row, column: string) => string | undefined {
  const [base, index] = table.split('_by_')
  if (index === undefined) return () => undefined
  const find = database.prepare(`SELECT item FROM ${base} WHERE pk = ? AND sk = ?`)
  return (row, column) => {
    if (column !== 'item' || find.get(row.pk as Uint8Array, row.sk as Uint8Array)?.item !== row.item) return undefined
    return `(SELECT item FROM ${base} WHERE pk = ${literal(row.pk)} AND sk = ${literal(row.sk)})`
  }
}

/** Keys are BLOBs of UTF-8: written as text, so that people can read what differs between two dumps. */
function literal(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return 'NULL'
  if (typeof cell === 'string') return quoted(cell)
  if (!(cell instanceof Uint8Array)) return String(cell)
  const text = Buffer.from(cell).toString()
  const readable = Buffer.from(text).equals(cell) && !/\p{Cc}/u.test(text)
  return readable ? `CAST(${quoted(text)} AS BLOB)` : `x'${Buffer.from(cell).toString('hex')}'`
}

function quoted(text: string): string {
  if (text.includes('\0')) throw new TypeError('text in SQL holds no NUL')
  return `'${text.replaceAll("'", "''")}'`
}
