import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { features } from '../../functions/product.ts'
import type { Route } from '../../shared/http/route.ts'
import { DUTIES, type Duty } from '../../shared/identity/duty.ts'
import { inert } from '../support/inert.ts'
import { openProduct, type Product } from '../support/product.ts'

/** One demo account for each duty. */
const PERSON: Readonly<Record<Duty, string>> = {
  filer: 'lj-filer',
  leader: 'lj-leader',
  reviewer: 'gz-reviewer',
  'comment-officer': 'gz-comments',
  archivist: 'gz-archive',
  inspector: 'gz-inspector',
  gatekeeper: 'gz-gate',
  approver: 'gz-approver',
  auditor: 'gz-auditor',
  administrator: 'gz-admin',
}

const routes: readonly Route[] = features(inert).flatMap((f) => f.routes.map((r) => r.route))
const staff = routes.filter((r) => r.may !== 'public')
const cells = staff.flatMap((route) => DUTIES.map((duty) => [`${route.method} ${route.path}`, duty, route] as const))

const filled = (route: Route) =>
  route.path
    .replace('{matter}', 'WP-620702100-2026-9999')
    .replace('{organ}', '620702100')
    .replace('{stamp}', 'office')
    .replace(/\{\w+\}/g, 'none')

describe('who may do what', () => {
  let product: Product
  beforeAll(async () => {
    product = await openProduct()
  })
  afterAll(() => product.close())

  it.each(cells)('%s as %s: exactly as its contract says', async (_name, duty, route) => {
    const body = route.body ? {} : undefined
    const got = await product.call(PERSON[duty], route.method, filled(route), body)
    const allowed = route.may === 'signed-in' || (route.may as readonly Duty[]).includes(duty)
    // What is allowed goes on to be judged by its input or its matter; neither exists here.
    if (allowed) expect(got.statusCode, got.body).not.toBe(401)
    if (allowed && got.statusCode === 403) expect(String(got.json.detail)).not.toContain('没有这项职责')
    if (!allowed) expect([got.statusCode, got.json.code]).toEqual([403, 'forbidden'])
  })

  it.each(staff.map((r) => [`${r.method} ${r.path}`, r] as const))(
    '%s without a token: sign in first',
    async (_name, route) => {
      const got = await product.call('', route.method, filled(route), route.body ? {} : undefined)
      expect(got.statusCode).toBe(401)
    },
  )

  it('a stranger whom the register does not know has no right at all', async () => {
    for (const route of staff) {
      const got = await product.call('nobody', route.method, filled(route), route.body ? {} : undefined)
      expect(got.statusCode, route.path).toBe(403)
    }
  })
})
