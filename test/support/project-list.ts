import type { MatterView } from '../../functions/filing/contract.ts'
import { Dispatcher } from '../../shared/events/local/dispatcher.ts'
import { verifyAll } from '../../shared/events/verify.ts'
import { silent } from '../../shared/observe/observe.ts'
import { openProduct } from './product.ts'
import { CAST, ROAD } from './road.ts'

/** A list as an office sends it: lines of CSV, in UTF-8 unless told in bytes. */
export const sent = (list: string | Uint8Array, name = '立项清单.csv') => ({
  name,
  content: Buffer.from(list).toString('base64'),
})

/** A list of so many codes that no other list has. */
export function manyProjects(count: number): string {
  const line = (_: unknown, n: number) => `2026-620702-00-01-${String(n).padStart(6, '0')},第${n}号项目`
  return ['项目代码,项目名称', ...Array.from({ length: count }, line)].join('\r\n')
}

/** The product with offices that bring in lists; reactions wait until they are let. */
export async function openCoverage() {
  const product = await openProduct()
  const { call, clock, features, ports } = product
  const consumers = features.flatMap((f) => f.consumers)
  const dispatcher = new Dispatcher({ feed: ports.store, consumers, now: clock.now, log: silent })
  let running = false
  const list = async (who: string = CAST.reviewer, query = '') =>
    (await call(who, 'GET', `/api/coverage/list${query}`)).json
  return {
    product,
    list,
    /** Lets everything that follows from what was done so far be done. */
    async settle() {
      if (!running) dispatcher.start()
      running = true
      await dispatcher.settled()
    },
    bring: (text: string | Uint8Array, who: string = CAST.reviewer, headers = {}) =>
      call(who, 'POST', '/api/coverage/list/import', sent(text), headers),
    /** How each code of the first page stands. */
    async standings(who: string = CAST.reviewer) {
      const { projects } = await list(who)
      return Object.fromEntries((projects as { code: string; standing: string }[]).map((p) => [p.code, p.standing]))
    },
    lookUp: async (who: string, code: string) => (await call(who, 'GET', `/api/coverage/projects/${code}`)).json,
    register: async (who: string = CAST.filer, facts: object = {}) =>
      (await call(who, 'POST', '/api/matters', { ...ROAD, ...facts })).json as unknown as MatterView,
    async findings() {
      const found: string[] = []
      for await (const { findings } of verifyAll(ports.matters))
        for (const f of findings) found.push(`${f.pk} ${f.sk} ${f.problem}`)
      return found
    },
    async close() {
      await dispatcher.stop()
      product.close()
    },
  }
}
