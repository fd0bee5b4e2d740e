import { closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS entries (
    model TEXT NOT NULL,
    id TEXT NOT NULL,
    payload TEXT NOT NULL,
    grant_id TEXT,
    uid TEXT,
    expires INTEGER NOT NULL,
    PRIMARY KEY (model, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS by_grant ON entries (model, grant_id) WHERE grant_id IS NOT NULL;
  CREATE INDEX IF NOT EXISTS by_uid ON entries (model, uid) WHERE uid IS NOT NULL;
  CREATE INDEX IF NOT EXISTS by_expiry ON entries (expires);
  PRAGMA user_version = 1;
`

/**
 * What oidc-provider keeps (sessions, codes, refresh tokens), in a file of its own: none of it is a record, and all of it
 * may be deleted with no harm but signing in again. Times are the system's, as the library's own are.
 */
export function openStore(path: string): { adapter: AdapterFactory; close(): void } {
  // Created before SQLite does, so that the file and its WAL are the owner's alone from the first byte on.
  closeSync(openSync(path, 'a', 0o600))
  const db = new DatabaseSync(path)
  const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number }
  if (version > 1) throw new Error(`${path} 由更新的版本写成,请使用新版本程序,或删除该文件后重新登录`)
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;')
  db.exec(SCHEMA)

  // Indexes are named where SQLite by itself would walk all entries of the model.
  const put = db.prepare('INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?)')
  const byId = db.prepare('SELECT payload FROM entries WHERE model = ? AND id = ? AND expires > ?')
  const byUid = db.prepare('SELECT payload FROM entries INDEXED BY by_uid WHERE model = ? AND uid = ? AND expires > ?')
  const consume = db.prepare(
    `UPDATE entries SET payload = json_set(payload, '$.consumed', ?) WHERE model = ? AND id = ?`,
  )
  const remove = db.prepare('DELETE FROM entries WHERE model = ? AND id = ?')
  const revoke = db.prepare('DELETE FROM entries INDEXED BY by_grant WHERE model = ? AND grant_id = ?')
  const sweep = db.prepare('DELETE FROM entries WHERE expires <= ?')
  const read = (row: unknown) =>
    row ? (JSON.parse((row as { payload: string }).payload) as AdapterPayload) : undefined

  const adapter = (model: string): Adapter => ({
    async upsert(id, payload, expiresIn) {
      const expires = expiresIn === undefined ? Number.MAX_SAFE_INTEGER : seconds() + expiresIn
      put.run(model, id, JSON.stringify(payload), payload.grantId ?? null, payload.uid ?? null, expires)
      // Each sign-in sweeps: as many people as come in, as much is cleared.
      if (model === 'Session') sweep.run(seconds())
    },
    find: async (id) => read(byId.get(model, id, seconds())),
    findByUid: async (uid) => read(byUid.get(model, uid, seconds())),
    // Codes typed by hand belong to the device flow, which is off.
    findByUserCode: async () => undefined,
    consume: async (id) => void consume.run(seconds(), model, id),
    destroy: async (id) => void remove.run(model, id),
    // Of this model alone: a sign-in under way names a grant too, but outlives it when one person follows another.
    revokeByGrantId: async (grantId) => void revoke.run(model, grantId),
  })
  return { adapter, close: () => db.close() }
}

const seconds = () => Math.floor(Date.now() / 1000)
