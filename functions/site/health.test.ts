import { expect, it } from 'vitest'
import { pipeline } from '../../shared/http/pipeline.ts'
import { type Log, type LogFields, silent } from '../../shared/observe/observe.ts'
import { type Table, TableFault } from '../../shared/table/table.ts'
import { send } from '../../test/support/http.ts'
import { compose } from './compose.ts'

function ask(get: Table['get'], log: Log = silent) {
  const refuse = () => Promise.reject(new Error('nobody signs in here'))
  const { routes } = compose({ issuer: '', clientId: '', audience: '', demo: false }, { matters: { get }, log })
  const deps = { verifier: { verify: refuse }, actors: { actorOf: refuse }, log, now: () => new Date(0) }
  return send(pipeline(routes, { ...deps, errorPage: async () => '' }), { method: 'GET', path: '/api/health' })
}

it('says to anybody that the store reads, freshly each time, and nothing else', async () => {
  const got = await ask(async () => undefined)
  expect([got.statusCode, got.body]).toEqual([200, '{"status":"ok"}'])
  expect(got.headers).toMatchObject({ 'cache-control': 'no-store' })
})

it.each([
  ['is away', new TableFault('throttled', new Error('connect ECONNREFUSED 10.0.0.7:8000'))],
  ['is broken', new Error('database disk image is malformed: /srv/wenping/records.db')],
])(
  'says that it does not when the store %s: what is wrong stands in the log, by its name alone',
  async (_what, error) => {
    const logged: LogFields[] = []
    const got = await ask(() => Promise.reject(error), {
      ...silent,
      error: (_, fields = {}) => void logged.push(fields),
    })
    expect(got.statusCode).toBe(503)
    expect(got.headers).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
    })
    expect(got.json).toMatchObject({ code: 'unavailable', detail: '系统现在读不到数据，请稍后再试。' })
    expect(got.body).not.toMatch(/10\.0\.0\.7|ECONN|\/srv|database|throttled/)
    expect(logged).toMatchObject([{ error: error.name }])
  },
)
