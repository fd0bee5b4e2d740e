import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { features } from '../../functions/product.ts'
import type { Route } from '../../shared/http/route.ts'
import { send } from '../support/http.ts'
import { inert } from '../support/inert.ts'
import { openProduct, type Product } from '../support/product.ts'
import { ROAD } from '../support/road.ts'

const routes = features(inert).flatMap((f) => f.routes.map((r) => r.route))
const withBody = routes.filter((r) => r.body && !r.page)

const HOSTILE: readonly (readonly [string, string | Uint8Array])[] = [
  ['an array', '[]'],
  ['a number', '1'],
  ['a text', '"a"'],
  ['null', 'null'],
  ['wrong types everywhere', JSON.stringify({ version: 'x', form: 7, title: [], days: {}, reason: 1, notice: 'n' })],
  ['an unknown field', JSON.stringify({ version: 1, nobody_asked: true })],
  ['a prototype', '{"__proto__":{"admin":true},"version":1}'],
  ['NUL', '{"version":1,"reason":"a\\u0000b","opinion":"\\u0000","title":"\\u0000"}'],
  ['half a surrogate', '{"version":1,"reason":"\\ud800","opinion":"\\udfff","title":"\\ud800"}'],
  ['bytes that are no UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ['a deep nest', '['.repeat(50_000)],
  ['10 MB', `{"reason":"${'长'.repeat(3_500_000)}"}`],
  ['a huge number', '{"version":1e400}'],
  ['an empty body', ''],
]

describe('bad input', () => {
  let product: Product
  beforeAll(async () => {
    product = await openProduct()
  })
  afterAll(() => product.close())

  const duty = (route: Route) =>
    ({
      filer: 'lj-filer',
      leader: 'lj-leader',
      reviewer: 'gz-reviewer',
      'comment-officer': 'gz-comments',
      archivist: 'lj-archivist',
      administrator: 'gz-admin',
    })[Array.isArray(route.may) ? String(route.may[0]) : 'filer'] ?? 'lj-filer'

  it.each(
    withBody.flatMap((route) =>
      HOSTILE.map(([what, body]) => [`${route.method} ${route.path}`, what, route, body] as const),
    ),
  )('%s given %s: a clear answer, in Chinese, never a fault', async (_name, _what, route, body) => {
    const path = route.path
      .replace('{matter}', 'WP-620702100-2026-0001')
      .replace('{organ}', '620702100')
      .replace('{stamp}', 'office')
      .replace(/\{\w+\}/g, 'none')
    const got = await send(product.handler, {
      method: route.method,
      path,
      headers: { authorization: `Bearer ${duty(route)}`, 'content-type': 'application/json' },
      body,
    })
    expect(got.statusCode, got.body).toBeGreaterThanOrEqual(400)
    expect(got.statusCode, got.body).toBeLessThan(500)
    if (route.may !== 'public') expect(got.headers?.['content-type']).toContain('application/problem+json')
    expect(String(got.json.detail ?? got.body)).toMatch(/\p{Script=Han}/u)
    expect(got.body).not.toMatch(/\bat .*\.ts:\d+/)
    if (got.statusCode === 400) expect((got.json.fields as unknown[]).length).toBeGreaterThan(0)
  })

  it('keeps odd but lawful text to the letter, through the store and back', async () => {
    const odd = '𠮷家村 䶮 👨‍👩‍👧 <script>alert(1)</script> "\'&\u202e\u200d {{x}} \\ %00'
    const summary = `${odd}\n第二行\t末`
    const made = await product.call('lj-filer', 'POST', '/api/matters', {
      ...ROAD,
      title: odd,
      summary,
      villages: ['𠮷䶮村<b>👨‍👩‍👧'],
    })
    expect(made.statusCode, made.body).toBe(201)
    const read = await product.call('lj-filer', 'GET', `/api/matters/${made.json.id}`)
    expect(read.json.facts).toMatchObject({ title: odd, summary, villages: ['𠮷䶮村<b>👨‍👩‍👧'] })
  })
})
