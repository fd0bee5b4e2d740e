import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MatterView } from '../../functions/filing/contract.ts'
import { openProduct, type Product } from '../support/product.ts'
import { CAST, ROAD_FORM } from '../support/road.ts'
import { act, assessing, paper, read } from '../support/steps.ts'

const SCAN = { kind: 'stamped-scan', title: '报备表盖章扫描件', source: 'signed-scan', filename: '盖章.pdf' }

describe('a seal in ink', () => {
  let product: Product
  let m: MatterView

  beforeEach(async () => {
    product = await openProduct('2026-03-02T10:00:00+08:00')
    m = await assessing(product)
    m = await act(product, CAST.filer, m, 'form', { form: ROAD_FORM })
    await paper(product, CAST.filer, m.id)
    m = await act(product, CAST.filer, await read(product, CAST.filer, m.id), 'finish')
  })
  afterEach(() => product.close())

  const bring = (document: string, versionCode = m.form.versionCode, who: string = CAST.filer) =>
    product.call(who, 'POST', `/api/matters/${m.id}/papers/assessor`, { version: m.version, versionCode, document })

  it('is brought by one person, confirmed by another, and then counts like any other', async () => {
    const document = await paper(product, CAST.archivist, m.id, SCAN)
    m = await read(product, CAST.filer, m.id)
    expect((await bring(document, m.form.versionCode.toLowerCase().replace('-', ' '))).statusCode).toBe(200)
    m = await read(product, CAST.townLeader, m.id)
    expect(m.papers).toMatchObject([{ stamp: 'assessor', document, mine: false }])
    m = await act(product, CAST.townLeader, m, 'papers/assessor/confirm', {
      document,
      fits: true,
      remark: '与原件一致',
    })
    expect(m.stamps.assessor).toMatchObject({
      way: 'paper',
      scan: document,
      broughtBy: CAST.filer,
      name: '示例·梁镇长',
    })
    expect(m.papers).toEqual([])
    m = await act(product, CAST.traffic, m, 'stamps/decision', { opinion: '' })
    expect((await act(product, CAST.filer, m, 'submit')).state).toBe('submitted')
  })

  it('on an outdated print is refused, with the code of the newest', async () => {
    const document = await paper(product, CAST.filer, m.id, SCAN)
    const old = m.form.versionCode
    m = await act(product, CAST.filer, await read(product, CAST.filer, m.id), 'revise')
    m = await act(product, CAST.filer, m, 'form', { form: { ...ROAD_FORM, remarks: '改了一处' } })
    m = await act(product, CAST.filer, m, 'finish')
    const got = await bring(document, old)
    expect(got.statusCode).toBe(422)
    expect(got.body).toContain(m.form.versionCode)
  })

  it('is not confirmed by who brought it, and a scan that does not fit is put aside with the reason', async () => {
    const document = await paper(product, CAST.filer, m.id, SCAN)
    m = await read(product, CAST.townLeader, m.id)
    expect((await bring(document, m.form.versionCode, CAST.townLeader)).statusCode).toBe(200)
    m = await read(product, CAST.townLeader, m.id)
    const own = await product.call(CAST.townLeader, 'POST', `/api/matters/${m.id}/papers/assessor/confirm`, {
      version: m.version,
      document,
      fits: true,
      remark: '',
    })
    expect(own).toMatchObject({ statusCode: 422, json: { code: 'rule' } })
    expect((await read(product, CAST.townLeader, m.id)).stamps.assessor).toBeUndefined()
  })

  it('needs a scan that is in the volume and verified', async () => {
    m = await read(product, CAST.filer, m.id)
    expect((await bring('01ARZ3NDEKTSV4RRFFQ69G5FAV')).statusCode).toBe(422)
  })

  it('is not confirmed by a scan that was withdrawn meanwhile', async () => {
    const document = await paper(product, CAST.archivist, m.id, SCAN)
    m = await read(product, CAST.filer, m.id)
    expect((await bring(document)).statusCode).toBe(200)
    const withdraw = `/api/matters/${m.id}/documents/${document}/withdraw`
    expect((await product.call(CAST.filer, 'POST', withdraw, { reason: '扫描不清' })).statusCode).toBe(200)
    m = await read(product, CAST.townLeader, m.id)
    const confirm = (fits?: boolean) =>
      product.call(CAST.townLeader, 'POST', `/api/matters/${m.id}/papers/assessor/confirm`, {
        version: m.version,
        document,
        fits,
        remark: '已撤下',
      })
    const unsaid = await confirm()
    expect(unsaid.json.fields, 'what is to be chosen, by its name').toEqual([
      { field: 'fits', message: '请选择相符或不符' },
    ])
    expect(await confirm(true)).toMatchObject({ statusCode: 422, json: { code: 'rule' } })
    expect(await confirm(false)).toMatchObject({ statusCode: 200, json: { papers: [], stamps: {} } })
  })

  it('is not set by whoever compared another scan than the one that waits now', async () => {
    const first = await paper(product, CAST.archivist, m.id, SCAN)
    const second = await paper(product, CAST.archivist, m.id, { ...SCAN, title: '报备表盖章扫描件(重扫)' })
    m = await read(product, CAST.filer, m.id)
    expect((await bring(first)).statusCode).toBe(200)
    const seen = await read(product, CAST.townLeader, m.id)
    expect((await bring(second)).statusCode).toBe(200)
    const confirm = (document: string) =>
      product.call(CAST.townLeader, 'POST', `/api/matters/${m.id}/papers/assessor/confirm`, {
        version: seen.version,
        document,
        fits: true,
        remark: '与原件一致',
      })
    const late = await confirm(first)
    expect(late).toMatchObject({ statusCode: 409, json: { code: 'changed', changedBy: '示例·田报送' } })
    expect((await confirm(second)).json.stamps).toMatchObject({ assessor: { scan: second } })
  })

  it('waits for nobody once the stamp is set in the desk, or the report is taken back', async () => {
    const document = await paper(product, CAST.archivist, m.id, SCAN)
    m = await read(product, CAST.filer, m.id)
    m = (await bring(document)).json as unknown as MatterView
    m = await act(product, CAST.filer, m, 'revise')
    expect(m.papers).toEqual([])
    m = await act(product, CAST.filer, m, 'finish')
    m = (await bring(document)).json as unknown as MatterView
    m = await act(product, CAST.townLeader, m, 'stamps/assessor', { opinion: '' })
    expect(m.papers).toEqual([])
  })
})
