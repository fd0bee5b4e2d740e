import type { DatabaseSync } from 'node:sqlite'
import { canonical, type Json } from '../../kernel/canonical.ts'
import { sha256 } from '../../signing/hash.ts'
import { TableLimit, type Write } from '../table.ts'

/** As long as DynamoDB remembers a ClientRequestToken. */
const REMEMBERED_MS = 10 * 60 * 1000

export interface Tokens {
  /**
   * True when the same writes were committed under this token within ten minutes; otherwise notes them, in the caller's
   * transaction. @throws TableLimit when the token stands for other writes.
   */
  seen(token: string, writes: string, at: number): boolean
}

/** What a token stands for. Order of attributes does not matter, order of writes does. */
export const fingerprint = (writes: readonly Write[]) => sha256(canonical(writes as unknown as Json))

export function openTokens(database: DatabaseSync, table: string): Tokens {
  const find = database.prepare('SELECT writes FROM tokens WHERE token = ?')
  const forget = database.prepare('DELETE FROM tokens WHERE at <= ?')
  const note = database.prepare('INSERT INTO tokens (token, writes, at) VALUES (?, ?, ?)')
  return {
    seen(token, writes, at) {
      forget.run(at - REMEMBERED_MS)
      const name = `${table}/${token}`
      const known = find.get(name)
      if (!known) {
        note.run(name, writes, at)
        return false
      }
      if (known.writes !== writes) throw new TableLimit('the commit token was used for other writes')
      return true
    },
  }
}
