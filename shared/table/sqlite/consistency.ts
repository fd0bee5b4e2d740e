import type { DatabaseSync } from 'node:sqlite'
import type { TableDefinition } from '../definition.ts'
import { indexTable } from './index-rows.ts'

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
  for (const [problem, sql] of checks(definition)) {
    for (const row of database.prepare(sql).iterate()) {
      yield { pk: text(row.pk), sk: text(row.sk), problem }
    }
  }
}

function* checks(definition: TableDefinition): Generator<[Inconsistency['problem'], string]> {
  const { name, indexes } = definition
  yield ['unreadable', `SELECT pk, sk FROM ${name} WHERE NOT json_valid(item)`]
  yield [
    'key-differs',
    `SELECT pk, sk FROM ${name} WHERE json_valid(item) AND (${is('item', 'pk')} IS NOT pk OR ${is('item', 'sk')} IS NOT sk)`,
  ]
  for (const [index, { partitionKey, sortKey }] of Object.entries(indexes)) {
    const table = indexTable(definition, index)
    yield [
      'index-differs',
      `SELECT i.pk, i.sk FROM ${table} i LEFT JOIN ${name} t ON t.pk = i.pk AND t.sk = i.sk
       WHERE t.item IS NOT i.item OR (json_valid(i.item)
         AND (${is('i.item', partitionKey)} IS NOT i.ipk OR ${is('i.item', sortKey)} IS NOT i.isk))`,
    ]
    yield [
      'index-missing',
      `SELECT t.pk, t.sk FROM ${name} t WHERE json_valid(t.item)
       AND ${is('t.item', partitionKey)} IS NOT NULL AND ${is('t.item', sortKey)} IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM ${table} i WHERE i.ipk = ${is('t.item', partitionKey)} AND i.isk = ${is('t.item', sortKey)}
         AND i.pk = t.pk AND i.sk = t.sk)`,
    ]
  }
}

/** An attribute's bytes. CASE, since SQLite may look into the JSON before it has looked whether it is any. */
const is = (item: string, attribute: string) =>
  `CASE WHEN json_valid(${item}) THEN CAST(json_extract(${item}, '$.${attribute}') AS BLOB) END`

const text = (key: unknown) => Buffer.from(key as Uint8Array).toString('utf8')
