import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MatterView } from '../../functions/filing/contract.ts'
import { openProduct, type Product } from '../support/product.ts'
import { CAST, ROAD_FORM } from '../support/road.ts'
import { accepted, act } from '../support/steps.ts'

describe('the day by which something is to be done', () => {
  let product: Product
  let m: MatterView

  beforeEach(async () => {
    product = await openProduct('2026-03-02T10:00:00+08:00')
    m = await accepted(product)
  })
  afterEach(() => product.close())

  const dueFor = async (who: string) => {
    const { json } = await product.call(who, 'GET', '/api/todo')
    return (json.mine as { matter: string; dueOn: string }[]).find((row) => row.matter === m.id)?.dueOn
  }
  const running = () => m.clocks.filter((clock) => clock.state === 'running').map((clock) => clock.dueOn)

  it('stands on each step of a review, not on its first alone', async () => {
    const [due] = running()
    expect(await dueFor(CAST.officeLeader)).toBe(due)
    m = await act(product, CAST.officeLeader, m, 'stamps/office', { opinion: '' })
    expect(await dueFor(CAST.cityReviewer)).toBe(due)
    m = await act(product, CAST.cityReviewer, m, 'stamps/superior', { opinion: '' })
    expect(await dueFor(CAST.reviewer)).toBe(due)
  })

  it('stands on each step of a correction, and submitting and recalling gives nobody more time', async () => {
    m = await act(product, CAST.reviewer, m, 'return', { defects: [{ item: '定级理由', what: '请补充' }] })
    const [due] = running()
    expect(due).toMatch(/^2026-/)
    m = await act(product, CAST.filer, m, 'form', { form: { ...ROAD_FORM, remarks: '已补充' } })
    m = await act(product, CAST.filer, m, 'finish')
    expect(await dueFor(CAST.townLeader)).toBe(due)
    m = await act(product, CAST.townLeader, m, 'stamps/assessor', { opinion: '' })
    m = await act(product, CAST.traffic, m, 'stamps/decision', { opinion: '' })
    product.clock.advance({ days: 3 })
    for (let again = 0; again < 2; again++) {
      m = await act(product, CAST.filer, m, 'submit')
      m = await act(product, CAST.filer, m, 'recall')
      expect(running()).toEqual([due])
      expect(await dueFor(CAST.filer)).toBe(due)
    }
  })
})
