import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openProduct, type Product } from '../support/product.ts'
import { CAST } from '../support/road.ts'
import { accepted } from '../support/steps.ts'

/**
 * 甘州区委政法委 is an office of three. Its leader is on leave and its second reviewer too, so that only one is left,
 * who may not both review and sign. The city lends a second signer.
 */
describe('an office of three, one signer on leave', () => {
  let product: Product
  beforeAll(async () => {
    product = await openProduct()
  })
  afterAll(() => product.close())

  it('finishes the whole procedure with a signer lent by the level above', async () => {
    const { call } = product
    const leave = await call('gz-admin', 'POST', '/api/organs/620702-PLC/leave', {
      account: 'gz-leader',
      from: '2026-11-24',
      to: '2027-02-01',
    })
    expect(leave.statusCode, leave.body).toBe(200)
    let m = await accepted(product)

    const away = await call('gz-leader', 'POST', `/api/matters/${m.id}/stamps/office`, {
      version: m.version,
      opinion: '',
    })
    expect(away.statusCode).toBe(403)
    const self = await call(CAST.reviewer, 'POST', `/api/matters/${m.id}/stamps/office`, {
      version: m.version,
      opinion: '',
    })
    expect(self.statusCode).toBe(403)

    const lent = await call('zy-admin', 'POST', '/api/organs/620702-PLC/lend', {
      post: '620702-PLC.leader',
      account: 'zy-leader',
      from: '2026-12-25',
      to: '2027-01-31',
      document: '张政法〔2026〕3号(演示)',
    })
    expect(lent.statusCode, lent.body).toBe(200)
    const at = { 'x-post': '620702-PLC.leader' }
    const signed = await call(
      'zy-leader',
      'POST',
      `/api/matters/${m.id}/stamps/office`,
      { version: m.version, opinion: '同意' },
      at,
    )
    expect(signed.statusCode, signed.body).toBe(200)
    m = signed.json as typeof m
    m = (
      await call(CAST.cityReviewer, 'POST', `/api/matters/${m.id}/stamps/superior`, { version: m.version, opinion: '' })
    ).json as typeof m
    const filed = await call(CAST.reviewer, 'POST', `/api/matters/${m.id}/file`, {
      version: m.version,
      opinion: 'agreed',
      remark: '',
    })
    expect(filed.json, filed.body).toMatchObject({ state: 'filed' })

    const record = await call(CAST.filer, 'GET', `/api/matters/${m.id}/record`)
    const stamp = (record.json.events as { what: string; who: string; standingIn: string }[]).find((e) =>
      e.what.includes('本级'),
    )
    expect(stamp).toMatchObject({ who: '示例·张书记', standingIn: expect.stringContaining('lent') })
  })
})
