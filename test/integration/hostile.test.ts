import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { features } from '../../functions/product.ts'
import { send } from '../support/http.ts'
import { inert } from '../support/inert.ts'
import { openProduct, type Product } from '../support/product.ts'
import { CAST, ROAD, ROAD_FORM } from '../support/road.ts'

const routes = features(inert).flatMap((f) => f.routes.map((r) => r.route))
const PEOPLE = [CAST.filer, CAST.reviewer, CAST.comments, 'gz-admin', 'gz-auditor']
const LAWFUL: Readonly<Record<string, string>> = {
  matter: 'WP-620702100-2026-0001',
  organ: '620702100',
  stamp: 'office',
  document: '01JD0000000000000000000000',
  comment: 'a'.repeat(32),
  message: 'x',
}
const PARTS = [
  'a'.repeat(3000),
  '%00',
  '%ED%A0%80',
  '%2F',
  '%2e%2e',
  '%e6%9d%8e',
  "'--",
  '%F0%9F%98%80',
  '%',
  '__proto__',
]
const VALUES = ['', 'a'.repeat(5000), '\u0000', '\ufffd', 'AAAA', '-1', '1e9', '李'.repeat(30), '<b>']

describe('what nobody would type', () => {
  let product: Product
  beforeAll(async () => {
    product = await openProduct()
    await product.call(CAST.filer, 'POST', '/api/matters', ROAD)
  })
  afterAll(() => product.close())

  const ask = (who: string, method: string, path: string, more: object = {}) =>
    send(product.handler, {
      method,
      path,
      headers: { authorization: `Bearer ${who}`, 'content-type': 'application/json' },
      ...(method === 'GET' ? {} : { body: '{}' }),
      ...more,
    })
  const filled = (path: string) => path.replace(/\{(\w+)\}/g, (_, name) => LAWFUL[name] ?? 'x')

  it.each(routes.filter((r) => r.path.includes('{')).map((r) => [`${r.method} ${r.path}`, r] as const))(
    'in the address of %s is no fault of ours',
    async (_name, route) => {
      for (const [, name] of route.path.matchAll(/\{(\w+)\}/g)) {
        for (const part of PARTS) {
          const path = filled(route.path.replace(`{${name}}`, part))
          for (const who of PEOPLE) expect((await ask(who, route.method, path)).statusCode, path).toBeLessThan(500)
        }
      }
    },
  )

  it.each(routes.filter((r) => r.method === 'GET').map((r) => [r.path, r] as const))(
    'behind the question mark of %s is no fault of ours',
    async (_name, route) => {
      for (const name of [...Object.keys((route.query as { shape?: object } | undefined)?.shape ?? {}), 'unknown']) {
        for (const value of VALUES) {
          const query = { ...(route.path === '/api/search' ? { q: '路' } : {}), [name]: value }
          for (const who of PEOPLE)
            expect((await ask(who, 'GET', filled(route.path), { query })).statusCode, `${name}=${value}`).toBeLessThan(
              500,
            )
        }
      }
    },
  )

  it.each([['a'.repeat(3000)], ['李'], ['x#y'], ['..']])('is nobody’s name: %.8s', async (who) => {
    expect((await ask(who, 'GET', '/api/me')).statusCode).toBe(403)
  })

  it('as a receipt is answered with what to do', async () => {
    for (const matter of ['', 'x'.repeat(9000), '\0', '__proto__']) {
      for (const path of ['/lookup', '/lookup/withdraw']) {
        const body = new URLSearchParams({ matter, code: 'x'.repeat(9000), password: 'p'.repeat(5000) }).toString()
        const headers = { 'content-type': 'application/x-www-form-urlencoded' }
        expect((await send(product.handler, { method: 'POST', path, headers, body })).statusCode).toBe(404)
      }
    }
  })

  it('as a form of more text than a row holds is told so, and the form stays as it was', async () => {
    const [name, long, owner] = ['风'.repeat(100), '因'.repeat(1000), '责'.repeat(60)]
    const risk = { name, cause: long, measure: long, owner, dueOn: '2027-01-01' }
    const form = { ...ROAD_FORM, risks: Array.from({ length: 100 }, () => risk) }
    const at = `/api/matters/${LAWFUL.matter}`
    const got = await product.call(CAST.filer, 'PUT', `${at}/form`, { version: 1, form })
    expect(got).toMatchObject({ statusCode: 413, json: { code: 'too-large' } })
    expect((await product.call(CAST.filer, 'GET', at)).json).toMatchObject({ version: 1 })
  })
})
