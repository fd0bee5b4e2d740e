import { performance } from 'node:perf_hooks'
import { whereabouts } from '../../functions/matters/domain/whereabouts.ts'
import { tasksOf } from '../../functions/matters/part.ts'
import { headState, loadMatter, matterPk } from '../../functions/matters/store.ts'
import { withParts } from '../../functions/parts.ts'
import { extend, SYSTEM } from '../../shared/events/chain.ts'
import { openProduct } from '../support/product.ts'
import { CAST, ROAD } from '../support/road.ts'

/**
 * `npm run measure:search`: how long the search box takes as matters grow 10 → 10 000 in one authority's queue (the whole
 * city files some 500 a year). The worst case is a word that nothing answers to: every matter is read.
 */
const product = await openProduct()
const first = await product.call(CAST.filer, 'POST', '/api/matters', ROAD)
const head = await loadMatter(product.ports.matters, String(first.json.id))
if (!head) throw new Error('gone')
const template = head
const { parts } = withParts(product.ports)

async function fill(from: number, to: number): Promise<void> {
  for (let n = from; n < to; n++) {
    const id = `WP-620702100-2026-${String(n).padStart(4, '0')}`
    const registeredAt = new Date(Date.parse('2026-01-01') + n * 60_000).toISOString()
    const matter = { ...template, id, registeredAt, facts: { ...ROAD, title: `${ROAD.title} ${n}`, projectCode: '' } }
    const change = {
      state: headState(matter, whereabouts(matter, tasksOf(parts, matter))),
      type: 'matters.registered',
      by: SYSTEM,
      at: registeredAt,
      data: {},
    }
    await product.ports.matters.commit(extend(matterPk(id), undefined, change).writes)
  }
}

async function median(who: string, q: string): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < 7; i++) {
    const started = performance.now()
    const got = await product.call(who, 'GET', `/api/search?q=${encodeURIComponent(q)}`)
    if (got.statusCode !== 200) throw new Error(got.body)
    times.push(performance.now() - started)
  }
  return times.sort((a, b) => a - b)[3] as number
}

console.log('matters   tail of number   nothing found   (median ms of 7, as the city’s reviewer)')
let there = 2
for (const size of [10, 100, 1000, 10_000]) {
  await fill(there, size)
  there = size
  const tail = await median(CAST.cityReviewer, String(size - 1).padStart(4, '0'))
  const none = await median(CAST.cityReviewer, '没有这样的事项')
  console.log(`${String(size).padStart(7)}   ${tail.toFixed(1).padStart(14)}   ${none.toFixed(1).padStart(13)}`)
}
product.close()
