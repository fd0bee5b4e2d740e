import type { Consumer } from '../../../shared/events/events.ts'
import { Dispatcher } from '../../../shared/events/local/dispatcher.ts'
import { codeOn } from '../hearing.ts'
import type { Got } from '../http.ts'
import type { Product } from '../product.ts'
import { formsOf, type PageForm, villager } from '../villager.ts'

/** A product with its reactions at work: people write, officers act, and time passes when told. */
export interface Play {
  readonly product: Product
  readonly dispatcher: Dispatcher
  /** Lets so much time pass, then runs every schedule there is and every reaction, until nothing is left to do. */
  crank(by?: Parameters<Product['clock']['advance']>[0]): Promise<void>
  /** Somebody writes on a matter's form. @returns the code on the receipt */
  say(matter: string, fields: Readonly<Record<string, string>>): Promise<string>
  lookUp(receipt: {
    readonly matter: string
    readonly code: string
    readonly password?: string | undefined
  }): Promise<Got>
  withdraw(receipt: { readonly matter: string; readonly code: string }): Promise<void>
  stop(): Promise<void>
}

/** @param wrapped the consumers as they are to be, for who wants one of them broken */
export function play(product: Product, wrapped: (consumer: Consumer) => Consumer = (consumer) => consumer): Play {
  const { ports, handler, clock, features } = product
  const consumers = features.flatMap((f) => f.consumers).map(wrapped)
  const dispatcher = new Dispatcher({ feed: ports.store, consumers, now: clock.now, log: ports.log })
  dispatcher.start()
  const lookUp: Play['lookUp'] = async ({ matter, code, password = '' }) => {
    const browser = villager(handler)
    const [asked] = formsOf((await browser.get('/lookup')).body)
    return browser.submit(asked as PageForm, { matter, code, password })
  }
  return {
    product,
    dispatcher,
    lookUp,
    async crank(by = { hours: 1 }) {
      clock.advance(by)
      await dispatcher.settled()
      // Twice: what a schedule leaves to a reaction, the next schedule may have been waiting for.
      for (let round = 0; round < 2; round++) {
        for (const schedule of features.flatMap((f) => f.schedules)) await schedule.run()
        await dispatcher.settled()
      }
    },
    async say(matter, fields) {
      const browser = villager(handler)
      const [form] = formsOf((await browser.get(`/say/${matter}`)).body)
      const [checked] = formsOf((await browser.submit(form as PageForm, fields)).body)
      const sent = await browser.submit(checked as PageForm, { step: 'send' })
      if (sent.statusCode !== 303) throw new Error(`${sent.statusCode} ${sent.body}`)
      return codeOn(await browser.get('/receipt'))
    },
    async withdraw(receipt) {
      const found = formsOf((await lookUp(receipt)).body).find((form) => form.action === '/lookup/withdraw')
      const gone = await villager(handler).submit(found as PageForm)
      if (gone.statusCode !== 200) throw new Error(`${gone.statusCode} ${gone.body}`)
    },
    stop: async () => {
      await dispatcher.stop()
    },
  }
}
