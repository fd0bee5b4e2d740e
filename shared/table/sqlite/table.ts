import type { KeyObject } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../../kernel/clock.ts'
import type { TableDefinition } from '../definition.ts'
import { checkToken } from '../limits.ts'
import type { Query, Table } from '../table.ts'
import { readToEnd } from '../whole.ts'
import { openWriter } from './apply.ts'
import type { Group } from './group.ts'
import type { Indexes } from './indexes.ts'
import { openReader } from './read.ts'
import { fingerprint, openTokens } from './tokens.ts'

/** One table of a store. Methods are async for the port's sake: reads are done when they return. */
export function openTable(parts: {
  database: DatabaseSync
  definition: TableDefinition
  indexes: Indexes
  group: Group
  cursorKey: KeyObject
  onFeed: () => void
  now: Clock
}): Table {
  const { database, definition, indexes, group, now } = parts
  const reader = openReader(database, definition, indexes, parts.cursorKey)
  const writer = openWriter(database, definition, indexes, parts.onFeed)
  const tokens = openTokens(database, definition.name)
  const query = async (asked: Query) => reader.query(asked)

  return {
    async get(key) {
      return reader.get(key)
    },

    query,

    all: (asked) => readToEnd(query, asked),

    async getMany(keys) {
      return reader.getMany(keys)
    },

    async commit(writes, token) {
      const prepared = writer.prepare(writes)
      if (token === undefined) return group.submit(() => writer.apply(prepared))
      checkToken(token)
      const print = fingerprint(writes)
      return group.submit(() => {
        if (!tokens.seen(token, print, now().getTime())) writer.apply(prepared)
      })
    },

    async *scan() {
      let after = 0
      for (;;) {
        const { items, last } = reader.slice(after)
        if (last === after) return
        yield* items
        after = last
        // Exports are long: let requests in between.
        await setImmediate()
      }
    },
  }
}
