import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, it } from 'vitest'
import { openStore } from './store.ts'

const root = mkdtempSync(join(tmpdir(), 'wenping-store-'))
afterAll(() => rmSync(root, { recursive: true }))
let n = 0
const freshPath = () => join(root, `${n++}.db`)

it('keeps entries over a restart, apart by model, and marks them used', async () => {
  const path = freshPath()
  const first = openStore(path)
  await first.adapter('Session').upsert('a', { uid: 'u', accountId: 'lj-filer' }, 60)
  await first.adapter('RefreshToken').upsert('a', { grantId: 'g' }, 60)
  await first.adapter('RefreshToken').consume('a')
  first.close()

  const { adapter, close } = openStore(path)
  expect(await adapter('Session').findByUid('u')).toEqual({ uid: 'u', accountId: 'lj-filer' })
  expect(await adapter('Session').find('a')).not.toHaveProperty('consumed')
  expect(await adapter('RefreshToken').find('a')).toEqual({ grantId: 'g', consumed: expect.any(Number) })
  expect(await adapter('RefreshToken').findByUid('u')).toBeUndefined()
  close()
})

it('revokes what came of a grant, of one model, and nothing else', async () => {
  const { adapter, close } = openStore(freshPath())
  await adapter('RefreshToken').upsert('a', { grantId: 'g' }, 60)
  await adapter('RefreshToken').upsert('b', { grantId: 'h' }, 60)
  await adapter('Interaction').upsert('i', { grantId: 'g' }, 60)
  await adapter('RefreshToken').revokeByGrantId('g')
  await adapter('RefreshToken').destroy('unknown')
  expect(await adapter('RefreshToken').find('a')).toBeUndefined()
  expect(await adapter('RefreshToken').find('b')).toBeDefined()
  expect(await adapter('Interaction').find('i')).toBeDefined()
  close()
})

it('shows nothing expired, and clears it at the next sign-in', async () => {
  const path = freshPath()
  const { adapter, close } = openStore(path)
  await adapter('AuthorizationCode').upsert('old', {}, -1)
  expect(await adapter('AuthorizationCode').find('old')).toBeUndefined()
  await adapter('Session').upsert('s', { uid: 'u' }, 60)
  close()
  const rows = new DatabaseSync(path).prepare('SELECT id FROM entries').all()
  expect(rows.map((row) => row.id)).toEqual(['s'])
})

it('refuses a file that a newer version wrote, and is for its owner alone', () => {
  const path = freshPath()
  openStore(path).close()
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const db = new DatabaseSync(path)
  db.exec('PRAGMA user_version = 2')
  db.close()
  expect(() => openStore(path)).toThrow(/更新的版本/)
})
