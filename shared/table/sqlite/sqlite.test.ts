import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MATTERS } from '../definition.ts'
import { tableContract } from '../table.contract.ts'
import { openStore } from './store.ts'

tableContract('the table in SQLite', async (options = {}) => {
  const dir = mkdtempSync(join(tmpdir(), 'wenping-table-'))
  let at = Date.parse('2026-11-24T10:00:00Z')
  const store = openStore({
    file: join(dir, 'records.db'),
    definitions: [MATTERS],
    now: () => new Date(at),
    ...options,
  })
  return {
    table: store.table('matters'),
    tick: (ms) => {
      at += ms
    },
    async close() {
      store.close()
      rmSync(dir, { recursive: true })
    },
  }
})
