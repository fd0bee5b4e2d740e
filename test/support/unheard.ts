import type { MatterView } from '../../functions/filing/contract.ts'
import { openProduct, type Product } from './product.ts'
import { CAST, ROAD, ROAD_FORM } from './road.ts'
import { act, inView, NOTICE, paper, read } from './steps.ts'
import { formsOf, type PageForm, villager } from './villager.ts'

export const ANSWER = { disposition: 'not', reason: '与国土空间规划不符', reply: '补偿标准已张贴公布。' }

/** The product without its change feed: whatever is said is accepted, and nobody is told. */
export async function openUnheard() {
  const product = await openProduct('2026-03-02T10:00:00+08:00')
  return { product, ...deeds(product), close: () => product.close() }
}

function deeds(product: Product) {
  const run = async (name: string) =>
    product.features
      .flatMap((f) => f.schedules)
      .find((s) => s.name === name)
      ?.run()
  return {
    /** Runs one schedule by its name. */
    run,
    async publish(): Promise<string> {
      const made = (await product.call(CAST.filer, 'POST', '/api/matters', ROAD)).json as unknown as MatterView
      await act(product, CAST.filer, made, 'notices', { notice: NOTICE })
      return made.id
    },
    /** Says something and is given a receipt. @returns how to take it back */
    async say(matter: string, words: Record<string, string>): Promise<() => Promise<void>> {
      const browser = villager(product.handler)
      const form = formsOf((await browser.get(`/say/${matter}`)).body)[0] as PageForm
      const checked = await browser.submit(form, words)
      const sent = await browser.submit(formsOf(checked.body)[0] as PageForm, { step: 'send' })
      if (sent.statusCode !== 303) throw new Error(`${sent.statusCode} ${sent.body}`)
      const code = /class="code">([0-9A-Z-]+)</.exec((await browser.get('/receipt')).body ?? '')?.[1] ?? ''
      return async () => {
        const asked = formsOf((await browser.get('/lookup')).body)[0] as PageForm
        const found = await browser.submit(asked, { matter, code, password: '' })
        const gone = await browser.submit(formsOf(found.body)[0] as PageForm)
        if (!gone.body?.includes('您已撤回')) throw new Error(gone.body)
      }
    },
    /** The call for opinions ended a second ago. */
    async end(): Promise<void> {
      product.clock.set('2026-04-02T00:00:01+08:00')
      await run('close-notices')
    },
    /** Form and report are there: only the people are left. */
    async write(matter: string): Promise<void> {
      await act(product, CAST.filer, await read(product, CAST.filer, matter), 'form', { form: ROAD_FORM })
      await paper(product, CAST.filer, matter)
    },
    async finish(matter: string) {
      const m = await read(product, CAST.filer, matter)
      const { json } = await product.call(CAST.filer, 'POST', `/api/matters/${matter}/finish`, inView(m, 'finish'))
      const fields = json.fields as { field: string; message: string }[] | undefined
      return { state: json.state, detail: json.detail, fields: fields?.map((f) => f.message) }
    },
    async answerAll(matter: string): Promise<void> {
      const at = `/api/matters/${matter}/comments`
      const { json } = await product.call(CAST.comments, 'GET', at)
      for (const { id } of json.comments as { id: string }[])
        await product.call(CAST.comments, 'POST', `${at}/${id}/answer`, ANSWER)
    },
    /** A minute later, when everything has landed. */
    async compare(): Promise<void> {
      product.clock.advance({ minutes: 1 })
      await run('reconcile-comments')
    },
    balance: async (matter: string) =>
      (await product.call(CAST.comments, 'GET', `/api/matters/${matter}/comments/balance`)).json.balance,
  }
}
export type Unheard = Awaited<ReturnType<typeof openUnheard>>
