import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MatterView } from '../../functions/filing/contract.ts'
import { openProduct, type Product } from '../support/product.ts'
import { CAST, ROAD } from '../support/road.ts'
import { paper } from '../support/steps.ts'

describe('how far people see', () => {
  let product: Product
  let m: MatterView
  beforeAll(async () => {
    product = await openProduct()
    m = (await product.call(CAST.filer, 'POST', '/api/matters', ROAD)).json as unknown as MatterView
  })
  afterAll(() => product.close())

  const answer = async (who: string, path: string) => {
    const got = await product.call(who, 'GET', path)
    return { status: got.statusCode, body: got.body?.replace(/[A-Z0-9-]*620702\d{3}[-0-9]*/g, '…') }
  }

  it('a list tells neither whether another body has filed anything, nor whether there is such a body', async () => {
    for (const side of ['organ', 'authority']) {
      const filed = await answer(CAST.stranger, `/api/matters?side=${side}&organ=620702100`)
      expect(filed.status).toBe(404)
      expect(await answer(CAST.stranger, `/api/matters?side=${side}&organ=620702101`)).toEqual(filed)
      expect(await answer(CAST.stranger, `/api/matters?side=${side}&organ=nobody`)).toEqual(filed)
    }
    expect((await answer(CAST.stranger, '/api/matters?side=authority&organ=620702-PLC')).status).toBe(404)
  })

  it('a list of a body below shows what it filed', async () => {
    for (const who of [CAST.reviewer, CAST.cityReviewer]) {
      const { json } = await product.call(who, 'GET', '/api/matters?organ=620702100')
      expect(json.matters).toMatchObject([{ id: m.id }])
    }
  })

  it('who decides a matter finds it, and no other department does', async () => {
    const found = async (who: string) =>
      (await product.call(who, 'GET', `/api/search?q=${m.id.slice(-4)}`)).json.matters
    expect(await found(CAST.traffic)).toMatchObject([{ id: m.id }])
    for (const who of ['sq-filer', 'sq-leader', CAST.stranger, 'gt-reviewer']) expect(await found(who)).toEqual([])
  })

  it('whatever is asked about another body’s matter is answered as if there were none', async () => {
    const document = await paper(product, CAST.filer, m.id, { kind: 'plan' })
    const none = m.id.replace(/\d{4}$/, '9999')
    const paths = [
      '',
      '/record',
      '/notices',
      '/documents',
      `/documents/${document}/link`,
      '/comments',
      '/comments/balance',
    ]
    for (const who of ['sq-filer', CAST.stranger]) {
      for (const path of [...paths, '/comments/record']) {
        const theirs = await answer(who, `/api/matters/${m.id}${path}`)
        expect(theirs, path).toEqual(await answer(who, `/api/matters/${none}${path}`))
        expect(theirs.status, path).toBe(404)
      }
    }
  })
})
