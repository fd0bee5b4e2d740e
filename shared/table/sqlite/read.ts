import type { KeyObject } from 'node:crypto'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { decodeCursor, encodeCursor, type Position } from '../cursor.ts'
import type { TableDefinition } from '../definition.ts'
import { matches } from '../guard.ts'
import { checkKey, checkQuery, LIMITS } from '../limits.ts'
import type { IndexName, Item, Key, Page, Query } from '../table.ts'
import { after, END, START, sortKeyBounds } from './bounds.ts'
import { indexTable } from './index-rows.ts'
import type { Indexes } from './indexes.ts'

export interface Reader {
  get(key: Key): Item | undefined
  getMany(keys: readonly Key[]): (Item | undefined)[]
  query(query: Query): Page
  /** Items with an id greater than `after`, about a megabyte of them, and the id to go on from. */
  slice(after: number): { items: Item[]; last: number }
}

export function openReader(
  database: DatabaseSync,
  definition: TableDefinition,
  indexes: Indexes,
  cursorKey: KeyObject,
): Reader {
  const { name } = definition
  const byKey = database.prepare(`SELECT item FROM ${name} WHERE pk = ? AND sk = ?`)
  const byId = database.prepare(`SELECT id, item, size FROM ${name} WHERE id > ? ORDER BY id`)
  const statements = new Map<string, StatementSync>()

  function statement(index: IndexName | undefined, reverse: boolean): StatementSync {
    const id = `${index}/${reverse}`
    let found = statements.get(id)
    if (!found) {
      found = database.prepare(index ? indexSql(definition, index, reverse) : tableSql(name, reverse))
      statements.set(id, found)
    }
    return found
  }

  function get(key: Key): Item | undefined {
    checkKey(key)
    const row = byKey.get(Buffer.from(key.pk), Buffer.from(key.sk))
    return row ? (JSON.parse(row.item as string) as Item) : undefined
  }

  return {
    get,
    getMany: (keys) => keys.map(get),

    query(query) {
      checkQuery(definition, query)
      const place = query.cursor === undefined ? undefined : decodeCursor(cursorKey, name, query, query.cursor)
      if (query.index) indexes.catchUp()
      const rows = statement(query.index, query.reverse === true).iterate(...parameters(query, place))
      const { items, last } = readPage(rows, query.limit ?? Number.POSITIVE_INFINITY)
      const shown = query.filter ? items.filter((item) => matches(query.filter ?? [], item)) : items
      if (!last) return { items: shown }
      const sortKey = query.index ? definition.indexes[query.index]?.sortKey : undefined
      const position = sortKey ? [last[sortKey] as string, last.pk, last.sk] : [last.sk]
      return { items: shown, cursor: encodeCursor(cursorKey, name, query, position) }
    },

    slice(start) {
      const items: Item[] = []
      let last = start
      let bytes = 0
      for (const row of byId.iterate(start)) {
        items.push(JSON.parse(row.item as string) as Item)
        last = row.id as number
        bytes += row.size as number
        if (bytes >= LIMITS.pageBytes) break
      }
      return { items, last }
    },
  }
}

/** `last` is the item at which the page was cut; as in DynamoDB, a page cut at the very end has a cursor to nothing. */
function readPage(rows: Iterable<Record<string, unknown>>, limit: number): { items: Item[]; last: Item | undefined } {
  const items: Item[] = []
  let bytes = 0
  for (const row of rows) {
    bytes += row.size as number
    if (bytes > LIMITS.pageBytes && items.length > 0) return { items, last: items.at(-1) }
    items.push(JSON.parse(row.item as string) as Item)
    if (items.length >= limit) return { items, last: items.at(-1) }
  }
  return { items, last: undefined }
}

function tableSql(name: string, reverse: boolean): string {
  return `SELECT item, size FROM ${name} WHERE pk = ? AND sk >= ? AND sk < ? ORDER BY sk ${reverse ? 'DESC' : 'ASC'}`
}

function indexSql(definition: TableDefinition, index: string, reverse: boolean): string {
  const order = reverse ? 'DESC' : 'ASC'
  return `SELECT item, size FROM ${indexTable(definition, index)}
    WHERE ipk = ? AND isk >= ? AND isk < ? AND (isk, pk, sk) ${reverse ? '<' : '>'} (?, ?, ?)
    ORDER BY isk ${order}, pk ${order}, sk ${order}`
}

/** Bounds are a closed start and an open end; a cursor narrows them, so that a late page costs what the first did. */
function parameters(query: Query, place: Position | undefined): Buffer[] {
  const pk = Buffer.from(query.pk)
  let { low, high } = sortKeyBounds(query)
  const [first, ...rest] = (place ?? []).map((part) => Buffer.from(part))
  if (!query.index) {
    if (first && query.reverse) high = first
    else if (first) low = after(first)
    return [pk, low, high]
  }
  if (first && query.reverse) high = after(first)
  else if (first) low = first
  const none = query.reverse ? END : START
  return [pk, low, high, first ?? none, ...(first ? rest : [none, none])]
}
