import type { MatterView } from '../../functions/filing/contract.ts'
import { Dispatcher } from '../../shared/events/local/dispatcher.ts'
import type { Got } from './http.ts'
import { openProduct, type Product } from './product.ts'
import { CAST, ROAD } from './road.ts'
import { act, NOTICE } from './steps.ts'
import { type Browser, formsOf, type PageForm, villager } from './villager.ts'

export interface Hearing {
  readonly product: Product
  readonly matter: string
  readonly browser: Browser
  /** A fresh form, as this reader's browser has it. */
  form(browser?: Browser): Promise<PageForm>
  /** Fills, checks and sends a form, and reads the receipt page. */
  say(fields: Readonly<Record<string, string>>, browser?: Browser): Promise<{ code: string; receipt: Got }>
  lookUp(code: string, password?: string): Promise<Got>
  /** As the officer of the district's petitions office. */
  officer: (method: string, path: string, body?: unknown) => Promise<Got>
  /** Lets the reactions finish. */
  settled(): Promise<void>
  /** Runs every schedule, then lets the reactions finish. */
  sweep(): Promise<void>
  readonly dispatcher: Dispatcher
  close(): Promise<void>
}

/** The road matter, published and open for opinions, with every feature on real local adapters. */
export async function openHearing(start?: string): Promise<Hearing> {
  const product = await openProduct(start)
  const { ports, handler, call, clock } = product
  const consumers = product.features.flatMap((f) => f.consumers)
  const dispatcher = new Dispatcher({ feed: ports.store, consumers, now: clock.now, log: ports.log })
  dispatcher.start()
  const made = (await call(CAST.filer, 'POST', '/api/matters', ROAD)).json as unknown as MatterView
  await act(product, CAST.filer, made, 'notices', { notice: NOTICE })
  const matter = made.id
  const ours = villager(handler)

  const form = async (browser = ours) => formsOf((await browser.get(`/say/${matter}`)).body)[0] as PageForm
  return {
    product,
    matter,
    browser: ours,
    dispatcher,
    form,
    async say(fields, browser = ours) {
      const checked = await browser.submit(await form(browser), fields)
      const sent = await browser.submit(formsOf(checked.body)[0] as PageForm, { step: 'send' })
      if (sent.statusCode !== 303) throw new Error(`${sent.statusCode} ${sent.body}`)
      const receipt = await browser.get('/receipt')
      return { code: codeOn(receipt), receipt }
    },
    async lookUp(code, password = '') {
      const [asked] = formsOf((await ours.get('/lookup')).body)
      return ours.submit(asked as PageForm, { matter, code, password })
    },
    officer: (method, path, body) => call(CAST.comments, method, path, body),
    settled: () => dispatcher.settled(),
    async sweep() {
      for (const schedule of product.features.flatMap((f) => f.schedules)) await schedule.run()
      await dispatcher.settled()
    },
    async close() {
      await dispatcher.stop()
      product.close()
    },
  }
}

export function codeOn(receipt: Got): string {
  return /class="code">([0-9A-Z-]+)</.exec(receipt.body ?? '')?.[1] ?? ''
}
