import type { DatabaseSync } from 'node:sqlite'
import type { IndexDefinition, TableDefinition } from '../definition.ts'
import type { Item } from '../table.ts'
import { indexRow, indexTable } from './index-rows.ts'
import { versionOf } from './migrations.ts'

export interface Inconsistency {
  readonly pk: string
  readonly sk: string
  readonly problem: 'unreadable' | 'key-differs' | 'index-differs' | 'index-missing'
}

/**
 * What whoever edits the database file can do past the table's face: an item that is no JSON, one that lies under
 * another key than its own, and index rows (lists show them, not the items) that say something else than the items.
 * Finds rows, however many, one at a time; reads only.
 */
export function* inconsistencies(database: DatabaseSync, definition: TableDefinition): Generator<Inconsistency> {
  const { name, indexes } = definition
  const found = function* (problem: Inconsistency['problem'], sql: string): Generator<Inconsistency> {
    for (const row of database.prepare(sql).iterate()) yield { pk: text(row.pk), sk: text(row.sk), problem }
  }
  yield* found('unreadable', `SELECT pk, sk FROM ${name} WHERE NOT json_valid(item)`)
  yield* found(
    'key-differs',
    `SELECT pk, sk FROM ${name} WHERE json_valid(item) AND (${is('item', 'pk')} IS NOT pk OR ${is('item', 'sk')} IS NOT sk)`,
  )
  for (const [index, keys] of Object.entries(indexes)) {
    const table = indexTable(definition, index)
    yield* differing(database, name, table, keys)
    yield* found(
      'index-missing',
      `SELECT t.pk, t.sk FROM ${name} t WHERE json_valid(t.item)
       AND ${is('t.item', keys.partitionKey)} IS NOT NULL AND ${is('t.item', keys.sortKey)} IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM ${table} i WHERE i.ipk = ${is('t.item', keys.partitionKey)} AND i.isk = ${is('t.item', keys.sortKey)}
         AND i.pk = t.pk AND i.sk = t.sk)`,
    )
  }
}

/** Index rows that are not, to the letter, what their item would be given today, or before the layout's second version. */
function* differing(
  database: DatabaseSync,
  name: string,
  table: string,
  keys: IndexDefinition,
): Generator<Inconsistency> {
  const wholeItems = versionOf(database) < 2
  const rows = database.prepare(
    `SELECT i.ipk, i.isk, i.pk, i.sk, i.item AS held, t.item FROM ${table} i
     LEFT JOIN ${name} t ON t.pk = i.pk AND t.sk = i.sk AND json_valid(t.item)`,
  )
  for (const { ipk, isk, pk, sk, held, item } of rows.iterate()) {
    const row = typeof item === 'string' ? indexRow(keys, JSON.parse(item) as Item) : undefined
    const [ipkBytes, iskBytes] = row?.key ?? []
    const same =
      row &&
      held === (wholeItems ? item : row.text) &&
      ipkBytes?.equals(ipk as Uint8Array) &&
      iskBytes?.equals(isk as Uint8Array)
    if (!same) yield { pk: text(pk), sk: text(sk), problem: 'index-differs' }
  }
}

/** An attribute's bytes. CASE, since SQLite may look into the JSON before it has looked whether it is any. */
const is = (item: string, attribute: string) =>
  `CASE WHEN json_valid(${item}) THEN CAST(json_extract(${item}, '$.${attribute}') AS BLOB) END`

const text = (key: unknown) => Buffer.from(key as Uint8Array).toString('utf8')
