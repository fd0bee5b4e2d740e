import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { jsonBody, type Sent, send } from '../../test/support/http.ts'
import type { Actor } from '../identity/actor.ts'
import { Refusal } from '../kernel/refusal.ts'
import { line } from '../kernel/text.ts'
import { type Log, type LogFields, silent } from '../observe/observe.ts'
import { bind } from './bind.ts'
import { pipeline } from './pipeline.ts'
import { route } from './route.ts'

const actor = { account: 'a', duty: 'filer' } as Actor

const greet = route({
  method: 'POST',
  path: '/api/greet/{name}',
  may: ['filer'],
  summary: '问好',
  params: z.strictObject({ name: z.string() }),
  body: z.strictObject({ words: line({ min: 1, max: 10, label: '问候语' }) }),
  reply: z.object({ said: z.string() }),
})
const broken = route({ method: 'GET', path: '/api/broken', may: 'public', summary: '出错', reply: z.object({}) })
const page = route({
  method: 'POST',
  path: '/form',
  may: 'public',
  summary: '表单',
  page: true,
  body: z.strictObject({ a: z.string() }),
})
const secret = route({
  method: 'GET',
  path: '/api/secret',
  may: 'public',
  summary: '多给',
  reply: z.object({ open: z.string() }),
})

function handler(log: Log = silent, originSecret?: string) {
  return pipeline(
    [
      bind(greet, async ({ params, body }) => ({ said: `${params.name}:${body.words}` })),
      bind(broken, async () => {
        throw new Error('张三 13900000000')
      }),
      bind(page, async ({ body }) => ({ html: body.a })),
      bind(secret, async () => ({ open: '看', hidden: '不该出去' })),
    ],
    {
      verifier: {
        verify: async (token) => {
          if (token !== 'token') throw new Refusal('unauthenticated', '登录已失效')
          return { subject: 'a' }
        },
      },
      actors: {
        actorOf: async (_s, _p, duties) => {
          if (duties !== 'anyone' && !duties.includes('filer')) throw new Refusal('forbidden', '需要报送人')
          return actor
        },
      },
      log,
      now: () => new Date(0),
      errorPage: async (problem) => `<p>${problem.detail}</p>`,
      ...(originSecret ? { originSecret } : {}),
    },
  )
}

const post = (body: string | Uint8Array, type = 'application/json'): Sent => ({
  method: 'POST',
  path: '/api/greet/x',
  headers: { 'content-type': type, authorization: 'Bearer token' },
  body,
})

describe('the pipeline', () => {
  it('keeps odd but lawful text to the letter', async () => {
    const words = '𠮷䶮👨‍👩‍👧<b>'
    const got = await send(handler(), { path: '/api/greet/%F0%A0%AE%B7', ...jsonBody({ words }) })
    expect(got).toMatchObject({ statusCode: 200, json: { said: `𠮷:${words}` } })
  })

  it.each<[string, Sent, number, string]>([
    ['no token', { ...post('{}'), headers: { 'content-type': 'application/json' } }, 401, ''],
    ['a token nobody gave', { ...post('{}'), headers: { authorization: 'Bearer other' } }, 401, ''],
    ['not JSON', post('{'), 400, 'body'],
    ['a bare null', post('null'), 400, 'body'],
    ['bytes that are not UTF-8', post(new Uint8Array([0xff, 0xfe])), 400, 'body'],
    ['a wrong type', post('{"words":1}'), 400, 'words'],
    ['nothing', post('{}'), 400, 'words'],
    ['an unknown field', post('{"words":"好","extra":1}'), 400, 'extra'],
    ['__proto__', post('{"words":"好","__proto__":{"a":1}}'), 400, 'body'],
    ['NUL', post('{"words":"a\\u0000"}'), 400, 'words'],
    ['half a surrogate pair', post('{"words":"\\ud800"}'), 400, 'words'],
    ['eleven characters', post('{"words":"一二三四五六七八九十一"}'), 400, 'words'],
    ['10 MB', post(`{"words":"${'a'.repeat(10 * 1024 * 1024)}"}`), 413, ''],
    ['a form where JSON is due', post('words=a', 'application/x-www-form-urlencoded'), 415, ''],
    ['another method', { method: 'DELETE', path: '/api/greet/x' }, 404, ''],
    ['an unknown address', { path: '/api/none' }, 404, ''],
    ['a broken escape', { ...post('{}'), path: '/api/greet/%FF' }, 404, ''],
  ])('answers %s with a clear problem that names the field', async (_what, sent, status, field) => {
    const got = await send(handler(), sent)
    expect(got.statusCode).toBe(status)
    expect(got.headers?.['content-type']).toContain('application/problem+json')
    expect(String(got.json.detail)).toMatch(/\p{Script=Han}/u)
    const named = ((got.json.fields ?? []) as { field: string }[]).map((f) => f.field)
    expect(named).toEqual(field ? [field] : [])
  })

  it('tells nobody, not even the log, what the message of a fault was', async () => {
    const lines: LogFields[] = []
    const log: Log = {
      info: (_c, f) => void lines.push(f ?? {}),
      warn() {},
      error: (_c, f) => void lines.push(f ?? {}),
    }
    const got = await send(handler(log), { path: '/api/broken' })
    expect(got.statusCode).toBe(500)
    expect(JSON.stringify([got.body, lines])).not.toMatch(/张三|139/)
    expect(lines.some((l) => l.error === 'Error' && l.stack)).toBe(true)
  })

  it('lets nothing undeclared leave', async () => {
    expect((await send(handler(), { path: '/api/secret' })).json).toEqual({ open: '看' })
  })

  it('refuses a form whose escapes are broken rather than changing the words', async () => {
    const form = { method: 'POST', path: '/form', headers: { 'content-type': 'application/x-www-form-urlencoded' } }
    expect((await send(handler(), { ...form, body: 'a=%E4%BD%A0+%F0%A0%AE%B7' })).body).toBe('你 𠮷')
    expect((await send(handler(), { ...form, body: 'a=%E4' })).statusCode).toBe(400)
  })

  it('answers nobody who did not come through the edge, when there is one', async () => {
    expect((await send(handler(silent, 's3'), { path: '/api/secret' })).statusCode).toBe(403)
    expect(
      (await send(handler(silent, 's3'), { path: '/api/secret', headers: { 'x-origin-secret': 's3' } })).statusCode,
    ).toBe(200)
  })
})
