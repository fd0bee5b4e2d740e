import { afterEach, beforeEach, expect, it } from 'vitest'
import { openProduct, type Product } from '../test/support/product.ts'
import { CAST, ROAD, ROAD_FORM } from '../test/support/road.ts'
import { act, NOTICE, paper, read } from '../test/support/steps.ts'
import { loadMatter, type Matter } from './matters/offers.ts'
import { MOST_CHECKS } from './matters/part.ts'
import { FEATURES, withParts } from './parts.ts'

let product: Product
beforeEach(async () => {
  product = await openProduct('2026-03-02T10:00:00+08:00')
})
afterEach(() => product.close())

/** How many checks each part brings to the step for which it demands most, with the matter as it stands. */
async function checksNow(id: string): Promise<number[]> {
  const { parts } = withParts(product.ports)
  const matter = (await loadMatter(product.ports.matters, id)) as Matter
  return Promise.all(
    parts.map(async ({ demands }) => {
      const all = await Promise.all(Object.values(demands).map((demand) => demand(matter)))
      return Math.max(0, ...all.map(({ checks }) => checks.length))
    }),
  )
}

it('all parts together leave a commit room for head, event, clocks and rows', () => {
  const most = withParts(product.ports).parts.map(({ mostChecks }) => mostChecks)
  expect(most.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(MOST_CHECKS)
})

it('no part demands more checks than it says, and each comes to as many where it demands most', async () => {
  const seen: number[][] = []
  const m = (await product.call(CAST.filer, 'POST', '/api/matters', ROAD)).json as { id: string; version: number }
  seen.push(await checksNow(m.id))
  // A second notice, as the first: rows of the one it is not must not be checked for it.
  for (const round of [1, 2]) {
    const { version } = await read(product, CAST.filer, m.id)
    await act(product, CAST.filer, { id: m.id, version }, 'notices', { notice: NOTICE })
    seen.push(await checksNow(m.id))
    product.clock.advance({ days: 40 }) // over the holiday on which the second would end
    for (const schedule of product.features.flatMap((f) => f.schedules)) await schedule.run()
    await paper(product, CAST.filer, m.id, round === 1 ? {} : { kind: 'visit', source: 'signed-scan' })
    seen.push(await checksNow(m.id))
  }
  await act(product, CAST.filer, await read(product, CAST.filer, m.id), 'form', { form: ROAD_FORM })
  seen.push(await checksNow(m.id))

  const says = withParts(product.ports).parts.map(({ mostChecks }) => mostChecks)
  const most = says.map((_, part) => Math.max(...seen.map((checks) => checks[part] ?? 0)))
  expect(most).toEqual(says)
  expect(most).toContain(32)
  // All of them at once, in the commit itself.
  const { state } = await act(product, CAST.filer, await read(product, CAST.filer, m.id), 'finish')
  expect(state).toBe('reported')
})

it('each kind of event is said once: two sentences for one would be a matter of luck', () => {
  const { parts } = withParts(product.ports)
  const said = parts.flatMap((part) => Object.keys(part.sentences))
  expect(new Set(said).size).toBe(said.length)
  expect(FEATURES.length).toBeGreaterThan(parts.length)
})
