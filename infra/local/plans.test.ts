import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Deliveries } from '../../shared/events/local/deliveries.ts'
import { IDENTITIES, MATTERS } from '../../shared/table/definition.ts'
import { feedWriter, readFeed, trimFeed } from '../../shared/table/sqlite/feed.ts'
import { openStore as openRecords, type Store } from '../../shared/table/sqlite/store.ts'
import { MAY_READ_ALL, OPERATORS, PLANS } from '../../test/support/plans.ts'
import { openStore as openSessions } from './oidc/store.ts'

const ROOT = resolve(import.meta.dirname, '../..')

const oneLine = (sql: string) => sql.replace(/\s+/g, ' ').trim()
const dir = mkdtempSync(join(tmpdir(), 'wenping-plans-'))
/** Every text that was prepared, with its database. */
const prepared = new Map<string, DatabaseSync>()
const executed: string[] = []
const { prepare, exec } = DatabaseSync.prototype
let records: Store
let sessions: ReturnType<typeof openSessions>

beforeAll(async () => {
  DatabaseSync.prototype.prepare = function (sql, ...more) {
    prepared.set(oneLine(sql), this)
    return prepare.call(this, sql, ...more)
  }
  DatabaseSync.prototype.exec = function (sql) {
    executed.push(sql)
    exec.call(this, sql)
  }
  const options = { definitions: [MATTERS, IDENTITIES], now: () => new Date('2026-11-24T01:00:00Z') }
  records = openRecords({ file: join(dir, 'records.db'), ...options })
  sessions = openSessions(join(dir, 'oidc.db'))
  await runEverything()
})
afterAll(() => {
  Object.assign(DatabaseSync.prototype, { prepare, exec })
  sessions.close()
  records.close()
  rmSync(dir, { recursive: true })
})

/** Whatever prepares a statement, called once. That nothing was forgotten is a test of its own. */
async function runEverything(): Promise<void> {
  const table = records.table('matters')
  for (const name of ['matters', 'identities']) {
    for (const reverse of [false, true]) await records.table(name).query({ pk: 'P', reverse })
  }
  for (const index of ['byOrgan', 'byAuthority', 'due'] as const)
    for (const reverse of [false, true]) await table.query({ pk: 'P', index, reverse })
  await table.commit([{ check: { pk: 'P', sk: 'S' }, when: 'absent' }], 'token')
  await records.purgeExpired()
  feedWriter(records.database)({ group: 'g', pk: 'P', sk: 'S', type: 't', seq: 1 })
  trimFeed(records.database, readFeed(records.database, 0, 9).length)
  const deliveries = new Deliveries(records.database)
  deliveries.add('c', { group: 'g', pk: 'P', sk: 'S', type: 't', seq: 1 }, 1)
  const [delivery] = deliveries.due(['c'], 1, 2, 9)
  if (!delivery) throw new Error('nothing is due')
  deliveries.begin(delivery.id)
  deliveries.again(delivery.id, 1, 'E')
  deliveries.nextDue(['c'], 0)
  deliveries.park(delivery.id, 1, 'E')
  deliveries.dead()
  deliveries.revive(delivery.id, 1)
  deliveries.done(delivery, 1)
}

/** As after a busy year: enough for a table read whole to be dear, and for statistics to say so. */
async function fill(): Promise<void> {
  const table = records.table('matters')
  const rows = Array.from({ length: 2000 }, (_, i) => ({
    ...{ pk: `MATTER#${i % 400}`, sk: `S${i}`, expiresAt: 1_800_000_000 + i },
    ...{
      organPk: `O#${i % 20}`,
      organSk: `${i}`,
      authorityPk: `A#${i % 3}`,
      authoritySk: `${i}`,
      duePk: 'DUE',
      dueSk: `${i}`,
    },
  }))
  await Promise.all(rows.map((put) => table.commit([{ put, when: 'absent' }], `token-${put.sk}`)))
  await Promise.all(
    rows.map((put) =>
      records
        .table('identities')
        .commit([{ put: { pk: put.pk, sk: put.sk, expiresAt: put.expiresAt }, when: 'absent' }]),
    ),
  )
  const deliveries = new Deliveries(records.database)
  const write = feedWriter(records.database)
  deliveries.transact(() => {
    for (let i = 0; i < 2000; i++) {
      const notice = { group: `g${i % 200}`, pk: 'P', sk: `S${i}`, type: 't', seq: i }
      write(notice)
      deliveries.add(`c${i % 7}`, notice, i)
      if (i % 50 === 0) deliveries.park(i + 1, i, 'E')
    }
  })
  for (let i = 0; i < 500; i++)
    await sessions
      .adapter(i % 2 ? 'Session' : 'RefreshToken')
      .upsert(`${i}`, { uid: `u${i}`, grantId: `g${i % 90}` }, 900)
}

function planOf(sql: string): string {
  const database = prepared.get(sql) as DatabaseSync
  return prepare
    .call(database, `EXPLAIN QUERY PLAN ${sql}`)
    .all()
    .map(({ detail }) => detail)
    .join(' | ')
}
const plans = () =>
  Object.fromEntries(
    [...prepared.keys()]
      .filter((sql) => !(sql in MAY_READ_ALL))
      .map((sql) => [sql, planOf(sql)] as const)
      .filter(([, plan]) => plan !== ''),
  )

describe('every statement of a running server takes its index and sorts nothing', () => {
  it('on a first start, on a year’s data, and once statistics were gathered', async () => {
    expect(plans()).toEqual(PLANS)
    await fill()
    expect(plans()).toEqual(PLANS)
    for (const database of new Set(prepared.values())) exec.call(database, 'ANALYZE')
    expect(plans()).toEqual(PLANS)
  })

  it('no statement in the source was left out above', () => {
    const files = globSync('{functions,shared,infra}/**/*.ts', { cwd: ROOT }).filter(
      (file) => !/\.(test|contract)\.ts$/.test(file),
    )
    const texts = files
      .filter((file) => !OPERATORS.includes(file))
      .flatMap((file) => statementsIn(readFileSync(join(ROOT, file), 'utf8')))
    expect(texts.length).toBeGreaterThan(30)
    const known = [...prepared.keys()]
    expect(texts.filter((text) => !known.some((sql) => patternOf(text).test(sql)))).toEqual([])
  })

  it('what is executed without being prepared reads and writes no rows', () => {
    const verbs = executed
      .flatMap((sql) => sql.replace(/--.*/g, '').split(';'))
      .map((part) => oneLine(part).split(' ')[0])
    expect([...new Set(verbs)].filter((verb) => verb !== '').sort()).toEqual([
      'BEGIN',
      'COMMIT',
      'CREATE',
      'DROP',
      'PRAGMA',
    ])
  })
})

/** Texts in quotes of any kind that begin as a statement does. */
function statementsIn(source: string): string[] {
  return [...source.matchAll(/(['"`])(\s*(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH)\s(?:(?!\1)[\s\S])*)\1/g)].map(
    (m) => oneLine(m[2] as string),
  )
}

/** What a template holds between `${` and `}` may be anything. */
function patternOf(text: string): RegExp {
  const parts = text.split(/\$\{[^}]*\}/).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return new RegExp(`^${parts.join('.+')}$`)
}
