import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MatterView } from '../../functions/filing/contract.ts'
import { type Hearing, openHearing } from '../support/hearing.ts'
import { CAST } from '../support/road.ts'
import { act, NOTICE, read } from '../support/steps.ts'
import { formsOf, type PageForm } from '../support/villager.ts'

describe('a matter that is published a second time', () => {
  let hearing: Hearing
  beforeEach(async () => {
    hearing = await openHearing('2026-03-03T10:00:00+08:00')
  })
  afterEach(() => hearing.close())

  /** The first call for opinions ends, and another begins. */
  async function publishAgain(): Promise<MatterView> {
    const { product, matter } = hearing
    product.clock.advance({ days: 40 })
    await hearing.sweep()
    await hearing.form() // somebody looks at the form while nothing is open
    return act(product, CAST.filer, await read(product, CAST.filer, matter), 'notices', { notice: NOTICE })
  }

  it('takes a form that was sent under the first notice and comes again as the same comment', async () => {
    const { browser } = hearing
    const written = { text: '补偿太低', name: '示例·王某', phone: '13900000000', password: '麦子黄了' }
    const checked = await browser.submit(await hearing.form(), written)
    const form = formsOf(checked.body)[0] as PageForm
    expect((await browser.submit(form, { step: 'send' })).statusCode).toBe(303)
    const first = (await browser.get('/receipt')).body
    await publishAgain()
    expect((await browser.submit(form, { step: 'send' })).statusCode).toBe(303)
    expect((await browser.get('/receipt')).body).toBe(first)
  })

  it('calls nobody late who writes at once', async () => {
    await publishAgain()
    await hearing.say({ text: '第二次公示后马上说的' })
    await hearing.settled()
    const { json } = await hearing.officer('GET', `/api/matters/${hearing.matter}/comments`)
    expect(json.comments).toMatchObject([{ late: false }])
  })

  it('has one open period, one row that ends it, and every comment of both periods in its numbers', async () => {
    const { product, matter } = hearing
    await hearing.say({ text: '第一次说的' })
    await hearing.settled()
    const m = await publishAgain()
    await hearing.say({ text: '第二次说的' })
    await hearing.settled()
    expect(m.clocks.filter((clock) => clock.state === 'running')).toHaveLength(1)
    const closing = await product.ports.matters.query({ pk: `MATTER#${matter}`, prefix: 'CLOSING#' })
    expect(closing.items).toHaveLength(1)
    const { json } = await hearing.officer('GET', `/api/matters/${matter}/comments/balance`)
    expect(json.balance).toMatchObject({ received: 2, underReview: 2 })
    product.clock.advance({ days: 40 })
    await hearing.sweep()
    expect((await read(product, CAST.filer, matter)).state).toBe('assessing')
  })
})
