import type { MatterView } from '../../functions/filing/contract.ts'
import { Dispatcher } from '../../shared/events/local/dispatcher.ts'
import { openProduct, type Product } from './product.ts'
import { CAST, ROAD, ROAD_FORM } from './road.ts'
import { act, NOTICE, paper, read } from './steps.ts'
import { formsOf, type PageForm, villager } from './villager.ts'

/** A second filer of the town, so that two may write one form. */
export const SECOND_FILER = 'lj-comments'
/** An officer of the city, beside the district's. */
export const COLLEAGUE = 'zy-comments'
const COMMENTS = 3

export interface Office {
  readonly product: Product
  /** Matters whose call for opinions is over, with comments that wait, a form and a report. */
  readonly matters: readonly string[]
  close(): Promise<void>
}

export async function openOffice(count: number): Promise<Office> {
  const product = await openProduct('2026-03-02T10:00:00+08:00')
  const { ports, call, clock } = product
  const consumers = product.features.flatMap((f) => f.consumers)
  const dispatcher = new Dispatcher({ feed: ports.store, consumers, now: clock.now, log: ports.log })
  dispatcher.start()
  const filer = { duty: 'filer', seat: 2, account: SECOND_FILER, as: 'holder', from: '2026-03-02' }
  await call(CAST.townLeader, 'POST', '/api/organs/620702100/appoint', filer)
  const matters: string[] = []
  for (let i = 0; i < count; i++) matters.push(await published(product))
  await dispatcher.settled()
  clock.advance({ days: 31 })
  for (const schedule of product.features.flatMap((f) => f.schedules)) await schedule.run()
  for (const id of matters) {
    await act(product, CAST.filer, await read(product, CAST.filer, id), 'form', { form: ROAD_FORM })
    await paper(product, CAST.filer, id)
  }
  return {
    product,
    matters,
    async close() {
      await dispatcher.settled()
      await dispatcher.stop()
      product.close()
    },
  }
}

async function published(product: Product): Promise<string> {
  const m = (await product.call(CAST.filer, 'POST', '/api/matters', ROAD)).json as unknown as MatterView
  await act(product, CAST.filer, m, 'notices', { notice: NOTICE })
  for (let n = 0; n < COMMENTS; n++) {
    const browser = villager(product.handler)
    const form = formsOf((await browser.get(`/say/${m.id}`)).body)[0] as PageForm
    await browser.submit(form, { text: `示例：意见 ${n}`, step: 'send' })
  }
  return m.id
}
