import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MatterView } from '../../functions/filing/contract.ts'
import { Dispatcher } from '../../shared/events/local/dispatcher.ts'
import { silent } from '../../shared/observe/observe.ts'
import { openProduct, type Product } from '../support/product.ts'
import { CAST, ROAD } from '../support/road.ts'
import { act, NOTICE, read } from '../support/steps.ts'

let product: Product
let dispatcher: Dispatcher
let m: MatterView

beforeEach(async () => {
  product = await openProduct('2026-03-02T10:00:00+08:00')
  const consumers = product.features.flatMap((f) => f.consumers)
  dispatcher = new Dispatcher({ feed: product.ports.store, consumers, now: product.clock.now, log: silent })
  dispatcher.start()
  m = (await product.call(CAST.filer, 'POST', '/api/matters', ROAD)).json as unknown as MatterView
})
afterEach(async () => {
  await dispatcher.stop()
  product.close()
})

const publish = (change: object = {}, who: string = CAST.filer) =>
  product.call(who, 'POST', `/api/matters/${m.id}/notices`, { version: m.version, notice: { ...NOTICE, ...change } })

async function sweep(): Promise<void> {
  for (const schedule of product.features.flatMap((f) => f.schedules)) await schedule.run()
  await dispatcher.settled()
}

async function page(key: string): Promise<string | undefined> {
  const found = await product.ports.files.read('site', key)
  return found && text(found.body)
}

describe('publishing a notice', () => {
  it.each([
    ['20 days without a reason', { days: 20 }, 422, '不得少于30日'],
    ['20 days with a reason', { days: 20, shortenReason: '汛期前必须完成排险' }, 201, ''],
    ['a period into a year whose days off are not published', { days: 320 }, 422, '2027 年'],
    ['an attachment that never arrived', { attachments: ['01ARZ3NDEKTSV4RRFFQ69G5FAV'] }, 422, '附件'],
    ['nobody having looked for secrets', { secrecyReviewer: '' }, 400, '保密审查人'],
  ])('%s', async (_what, change, status, words) => {
    const got = await publish(change)
    expect(got.statusCode, got.body).toBe(status)
    if (words) expect(got.body).toContain(words)
  })

  it('is the filing body’s own act', async () => {
    expect((await publish({}, CAST.reviewer)).statusCode).toBe(403)
    expect((await publish({}, CAST.stranger)).statusCode).toBe(404)
  })

  it('ends a thirty days’ period with its last whole day, rolled past a holiday', async () => {
    // 04-04 to 04-06 is 清明: thirty days from 03-06 would end on 04-05.
    product.clock.set('2026-03-06T10:00:00+08:00')
    const { json } = await publish()
    expect(json.notice).toMatchObject({ closesOn: '2026-04-07', closesAt: '2026-04-07T16:00:00.000Z' })
  })

  it('shows at once: page, list, feed and open data, with what was written as text', async () => {
    await publish({ summary: `${ROAD.summary}<script>alert(1)</script>𠮷` })
    await dispatcher.settled()
    const html = await page(`matters/${m.id}/index.html`)
    expect(html).toContain('2026年4月1日(周三)24时')
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;𠮷')
    expect(html).not.toContain('<script>alert')
    expect(await page('index.html')).toContain(ROAD.title)
    expect(await page('feed.atom')).toContain(m.id)
    expect(JSON.parse((await page(`matters/${m.id}/data.json`)) as string)).toMatchObject({ status: 'open' })
  })

  it('prints the reason of a shorter period on the page', async () => {
    await publish({ days: 10, shortenReason: '汛期前必须完成排险' })
    await dispatcher.settled()
    expect(await page(`matters/${m.id}/index.html`)).toContain('期限缩短的理由:汛期前必须完成排险')
  })

  it('writes a page again only when it says something else', async () => {
    await publish()
    await dispatcher.settled()
    const before = (await product.ports.files.versions('site', 'index.html')).length
    for (let i = 0; i < 5; i++) await sweep()
    expect((await product.ports.files.versions('site', 'index.html')).length).toBe(before)
  })
})

describe('closing a call for opinions', () => {
  it('happens by the clock alone: not a minute early, once, and the filer has the next step', async () => {
    await publish()
    product.clock.set('2026-04-01T23:59:00+08:00')
    await sweep()
    expect((await read(product, CAST.filer, m.id)).state).toBe('consulting')
    product.clock.set('2026-04-02T00:04:00+08:00')
    await Promise.all([sweep(), sweep()])
    const after = await read(product, CAST.filer, m.id)
    expect(after).toMatchObject({ state: 'assessing', tasks: [{ name: 'finish-report', mine: true }] })
    const { json } = await product.call(CAST.filer, 'GET', `/api/matters/${m.id}/record`)
    expect((json.events as { what: string }[]).filter((e) => e.what === '征求意见截止')).toHaveLength(1)
    expect(await page(`matters/${m.id}/index.html`)).toContain('征求意见已于2026年4月1日(周三)24时截止')
  })

  it('says on the page that a cancelled matter is cancelled', async () => {
    await publish()
    await act(product, CAST.filer, await read(product, CAST.filer, m.id), 'cancel', { reason: '方案撤回' })
    await dispatcher.settled()
    expect(await page(`matters/${m.id}/index.html`)).toContain('这个事项已经取消')
    expect(await page('index.html')).not.toContain(`/say/${m.id}`)
  })
})

it('a matter whose rows are damaged holds up the closing of no other', async () => {
  const { matters } = product.ports
  await publish()
  const other = (await product.call(CAST.filer, 'POST', '/api/matters', ROAD)).json as unknown as MatterView
  await act(product, CAST.filer, other, 'notices', { notice: NOTICE })
  const { items } = await matters.query({ pk: `MATTER#${m.id}`, prefix: 'CLOCK#' })
  const [{ pk, sk }] = items as [{ pk: string; sk: string }]
  await matters.commit([{ put: { pk, sk, state: 'damaged' }, when: 'any' }])
  product.clock.advance({ days: 31 })
  const close = product.features.flatMap((f) => f.schedules).find((s) => s.name === 'close-notices')
  await expect(close?.run()).rejects.toThrow()
  expect((await read(product, CAST.filer, other.id)).state).toBe('assessing')
})
