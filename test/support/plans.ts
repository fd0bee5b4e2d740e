import { MATTERS } from '../../shared/table/definition.ts'

/** Statements that may read a table whole, and why; everything else that stands in the source is looked at below. */
export const MAY_READ_ALL: Readonly<Record<string, string>> = {
  "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?": 'once at the start, a dozen rows',
  'SELECT item FROM matters': 'once, when a release brings a new index or layout',
  'SELECT seq, before, after FROM index_lag WHERE name = ? AND due <= ? ORDER BY seq': 'empty: no index lags here',
}

/** Files whose statements no server prepares: an operator's command, which may take its time. */
export const OPERATORS = [
  'shared/table/sqlite/consistency.ts', // verify:audit reads everything
  'shared/table/sqlite/copy.ts', // backup
  'shared/table/sqlite/holds-rows.ts', // once at the start, before the server has opened anything: one row of each table
]

const byKey = (table: string) => `SEARCH ${table} USING INDEX sqlite_autoindex_${table}_1 (pk=? AND sk=?)`
const byId = (table: string) => `SEARCH ${table} USING INTEGER PRIMARY KEY (rowid=?)`
const consumers = ' | LIST SUBQUERY 1 | SCAN json_each VIRTUAL TABLE INDEX 1: | CREATE BLOOM FILTER' // the parameter, not a table

const recordPlans = (t: string): [string, string][] => [
  [`SELECT item FROM ${t} WHERE pk = ? AND sk = ?`, byKey(t)],
  [`SELECT id, item FROM ${t} WHERE pk = ? AND sk = ?`, byKey(t)],
  [`UPDATE ${t} SET item = ?, size = ?, expires = ? WHERE id = ?`, byId(t)],
  [`DELETE FROM ${t} WHERE id = ?`, byId(t)],
  [
    `SELECT id, item, size FROM ${t} WHERE id > ? ORDER BY id`,
    `SEARCH ${t} USING INTEGER PRIMARY KEY (rowid>?)`, // of all items a megabyte, from where the last one ended
  ],
  [`SELECT id, item FROM ${t} WHERE expires <= ? LIMIT ?`, `SEARCH ${t} USING INDEX ${t}_expires (expires<?)`],
  ...['ASC', 'DESC'].map((order): [string, string] => [
    `SELECT item, size FROM ${t} WHERE pk = ? AND sk >= ? AND sk < ? ORDER BY sk ${order}`,
    `SEARCH ${t} USING INDEX sqlite_autoindex_${t}_1 (pk=? AND sk>? AND sk<?)`,
  ]),
]

const indexPlans = (t: string): [string, string][] => [
  [
    `DELETE FROM ${t} WHERE ipk = ? AND isk = ? AND pk = ? AND sk = ?`,
    `SEARCH ${t} USING INDEX sqlite_autoindex_${t}_1 (ipk=? AND isk=? AND pk=? AND sk=?)`,
  ],
  ...(['ASC', 'DESC'] as const).map((o): [string, string] => [
    `SELECT item, size FROM ${t} WHERE ipk = ? AND isk >= ? AND isk < ? AND (isk, pk, sk) ${o === 'ASC' ? '>' : '<'} (?, ?, ?) ORDER BY isk ${o}, pk ${o}, sk ${o}`,
    `SEARCH ${t} USING INDEX sqlite_autoindex_${t}_1 (ipk=? AND isk>? AND isk<?)`,
  ]),
]

/** Every statement that a running server prepares, with the one way in which it may be carried out. */
export const PLANS: Readonly<Record<string, string>> = Object.fromEntries([
  ...recordPlans('matters'),
  ...recordPlans('identities'),
  ...Object.keys(MATTERS.indexes).flatMap((index) => indexPlans(`matters_by_${index}`)),
  ["SELECT value FROM meta WHERE name = 'last-commit'", 'SEARCH meta USING PRIMARY KEY (name=?)'],
  ["SELECT value FROM meta WHERE name = 'cursor-key'", 'SEARCH meta USING PRIMARY KEY (name=?)'],
  ['DELETE FROM index_lag WHERE seq = ?', byId('index_lag')],
  ['SELECT writes FROM tokens WHERE token = ?', 'SEARCH tokens USING PRIMARY KEY (token=?)'],
  ['DELETE FROM tokens WHERE at <= ?', 'SEARCH tokens USING INDEX tokens_at (at<?)'],
  [
    'SELECT position, subject, pk, sk, type, seq FROM feed WHERE position > ? ORDER BY position LIMIT ?',
    'SEARCH feed USING INTEGER PRIMARY KEY (rowid>?)',
  ],
  ['DELETE FROM feed WHERE position <= ?', 'SEARCH feed USING INTEGER PRIMARY KEY (rowid<?)'],
  [
    'SELECT * FROM deliveries INDEXED BY deliveriesDue WHERE due <= ? AND consumer IN (SELECT value FROM json_each(?)) ORDER BY due, id LIMIT ?',
    `SEARCH deliveries USING INDEX deliveriesDue (due<?)${consumers}`,
  ],
  [
    'SELECT * FROM deliveries INDEXED BY deliveriesDue WHERE due > ? AND consumer IN (SELECT value FROM json_each(?)) ORDER BY due, id LIMIT ?',
    `SEARCH deliveries USING INDEX deliveriesDue (due>?)${consumers}`,
  ],
  [
    'SELECT 1 FROM deliveries WHERE consumer = ? AND "group" = ? LIMIT 1',
    'SEARCH deliveries USING COVERING INDEX deliveriesByGroup (consumer=? AND group=?)',
  ],
  ['UPDATE deliveries SET attempts = attempts + 1 WHERE id = ?', byId('deliveries')],
  ['DELETE FROM deliveries WHERE id = ?', byId('deliveries')],
  [
    'UPDATE deliveries SET due = ? WHERE id = (SELECT id FROM deliveries WHERE consumer = ? AND "group" = ? ORDER BY id LIMIT 1)',
    `${byId('deliveries')} | SCALAR SUBQUERY 1 | SEARCH deliveries USING COVERING INDEX deliveriesByGroup (consumer=? AND group=?)`,
  ],
  ['UPDATE deliveries SET due = ?, error = ? WHERE id = ?', byId('deliveries')],
  ['UPDATE deliveries SET due = NULL, deadAt = ?, error = ? WHERE id = ?', byId('deliveries')],
  [
    'UPDATE deliveries SET due = ?, deadAt = NULL, attempts = 0 WHERE id = ? AND deadAt IS NOT NULL',
    byId('deliveries'),
  ],
  [
    'SELECT * FROM deliveries WHERE deadAt IS NOT NULL AND (?1 IS NULL OR consumer = ?1) ORDER BY deadAt, id',
    'SEARCH deliveries USING INDEX deliveriesDead (deadAt>?)',
  ],
  [
    'SELECT payload FROM entries WHERE model = ? AND id = ? AND expires > ?',
    'SEARCH entries USING PRIMARY KEY (model=? AND id=?)',
  ],
  [
    'SELECT payload FROM entries INDEXED BY by_uid WHERE model = ? AND uid = ? AND expires > ?',
    'SEARCH entries USING INDEX by_uid (model=? AND uid=?)',
  ],
  [
    "UPDATE entries SET payload = json_set(payload, '$.consumed', ?) WHERE model = ? AND id = ?",
    'SEARCH entries USING PRIMARY KEY (model=? AND id=?)',
  ],
  ['DELETE FROM entries WHERE model = ? AND id = ?', 'SEARCH entries USING PRIMARY KEY (model=? AND id=?)'],
  [
    'DELETE FROM entries INDEXED BY by_grant WHERE model = ? AND grant_id = ?',
    'SEARCH entries USING INDEX by_grant (model=? AND grant_id=?)',
  ],
  ['DELETE FROM entries WHERE expires <= ?', 'SEARCH entries USING INDEX by_expiry (expires<?)'],
])
