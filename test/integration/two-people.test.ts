import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CommentView } from '../../functions/comments/contract.ts'
import { verifyComments } from '../../functions/comments/reads/verify.ts'
import { verifyAll } from '../../shared/events/verify.ts'
import type { Got } from '../support/http.ts'
import { COLLEAGUE, type Office, openOffice, SECOND_FILER } from '../support/office.ts'
import { CAST, ROAD_FORM } from '../support/road.ts'
import { inView, read } from '../support/steps.ts'
import { nextStep, type Part, WORKERS, type Worker } from '../support/workers.ts'

const SEED = Number(process.env.SEED ?? 20261124)
/** Ten matters, fifty pairs on each, two steps a pair: a thousand. */
const RUNS = 10
const PAIRS = 50
const SAME = 4
const SAME_PAIRS = 25

let office: Office
let fresh: string[]
beforeAll(async () => {
  office = await openOffice(RUNS + SAME)
  fresh = [...office.matters]
}, 60_000)
afterAll(() => office.close())

async function findings(): Promise<string[]> {
  const { matters } = office.product.ports
  const found: string[] = []
  for await (const walked of verifyAll(matters)) found.push(...walked.findings.map((f) => `${f.sk} ${f.problem}`))
  for await (const f of verifyComments(matters, office.product.clock.now())) found.push(`${f.sk} ${f.problem}`)
  return found
}

const parts = Object.keys(WORKERS) as Part[]
const pair = fc.record({
  who: fc.shuffledSubarray(parts, { minLength: 2, maxLength: 2 }),
  n: fc.nat(10_000),
  atOnce: fc.boolean(),
})
const walk = fc.array(pair, { minLength: PAIRS, maxLength: PAIRS })

it('two people on different parts of one matter never meet: a thousand steps, and no word of the other', async () => {
  const done: Record<string, number> = {}
  let steps = 0
  const on = async (part: Part, worker: Worker, n: number) => {
    const got = await worker.next(n)
    steps++
    expect(got.statusCode, `${part}: ${got.body}`).toBeLessThan(500)
    // Their own rules may stand against it (a report is not finished before all is answered), the other never.
    expect(got.json.code, `${part}: ${got.body}`).not.toBe('changed')
    if ((got.statusCode ?? 500) < 300) done[part] = (done[part] ?? 0) + 1
  }
  await fc.assert(
    fc.asyncProperty(walk, async (pairs) => {
      const id = fresh.pop() as string
      const entries = await Promise.all(
        parts.map(async (part) => [part, await WORKERS[part](office.product, id)] as const),
      )
      const workers = Object.fromEntries(entries) as Record<Part, Worker>
      for (const { who, n, atOnce } of pairs) {
        const [one, two] = who as [Part, Part]
        office.product.clock.advance({ minutes: 1 })
        const first = on(one, workers[one], n)
        // Finishing freezes the form: at the very same moment it and the form are one part.
        const apart = !(who.includes('form') && who.includes('steps'))
        if (!atOnce || !apart) await first
        await Promise.all([first, on(two, workers[two], n + 1)])
      }
      for (const part of parts) expect(await workers[part].lost(), part).toEqual([])
    }),
    { numRuns: RUNS, endOnFailure: true, seed: SEED },
  )
  expect(steps).toBe(1000)
  // Who was always refused by their own rules would prove nothing.
  for (const part of parts) expect(done[part], part).toBeGreaterThan(60)
  expect(await findings()).toEqual([])
}, 120_000)

/** Both see the same and each does something else with it, at once or one after the other. */
type Clash = (
  id: string,
  n: number,
) => Promise<readonly [() => Promise<Got>, () => Promise<Got>, () => Promise<unknown>]>

const CLASHES: Record<'form' | 'steps' | 'answer', Clash> = {
  async form(id, n) {
    const { form } = await read(office.product, CAST.filer, id)
    const save = (who: string) => () =>
      office.product.call(who, 'PUT', `/api/matters/${id}/form`, {
        version: form.version,
        form: { ...ROAD_FORM, remarks: `${who} ${n}` },
      })
    const stored = async () => (await read(office.product, CAST.filer, id)).form.content.remarks.split(' ')[0]
    return [save(CAST.filer), save(SECOND_FILER), stored]
  },
  async steps(id) {
    const view = await read(office.product, CAST.filer, id)
    const [who, step] = nextStep(view)
    const take = (account: string, name: string) => () =>
      office.product.call(account, 'POST', `/api/matters/${id}/${name}`, {
        ...inView(view, name),
        ...(name.startsWith('stamps/') ? { opinion: '' } : {}),
      })
    const other = view.state === 'reported' ? 'revise' : 'finish'
    const last = async () => {
      const { json } = await office.product.call(CAST.filer, 'GET', `/api/matters/${id}/record`)
      return ACCOUNTS[(json.events as { who: string }[])[0]?.who ?? '']
    }
    return [take(who, step), take(SECOND_FILER, other), last]
  },
  async answer(id, n) {
    const at = `/api/matters/${id}/comments`
    const list = async () => (await office.product.call(CAST.comments, 'GET', at)).json.comments as CommentView[]
    const one = (await list())[n % 3] as CommentView
    const answer = (who: string) => () =>
      office.product.call(who, 'POST', `${at}/${one.id}/answer`, {
        disposition: 'noted',
        reason: '',
        reply: `${who} ${n}`,
        over: one.answer?.at ?? '',
      })
    const stored = async () => (await list()).find((c) => c.id === one.id)?.answer?.reply.split(' ')[0]
    return [answer(CAST.comments), answer(COLLEAGUE), stored]
  },
}

const ACCOUNTS: Record<string, string> = {
  示例·田报送: CAST.filer,
  示例·柳意见: SECOND_FILER,
  示例·梁镇长: CAST.townLeader,
  示例·交局长: CAST.traffic,
  示例·信意见: CAST.comments,
  示例·张意见: COLLEAGUE,
}

const clash = fc.record({
  part: fc.constantFrom(...(Object.keys(CLASHES) as (keyof typeof CLASHES)[])),
  n: fc.nat(10_000),
  atOnce: fc.boolean(),
  turned: fc.boolean(),
})

it('two people on the same part: every second one is told who was first and when, and nothing is overwritten', async () => {
  const told: Record<string, number> = {}
  await fc.assert(
    fc.asyncProperty(fc.array(clash, { minLength: SAME_PAIRS, maxLength: SAME_PAIRS }), async (clashes) => {
      const id = fresh.pop() as string
      for (const { part, n, atOnce, turned } of clashes) {
        office.product.clock.advance({ minutes: 1 })
        // The form is written while the report is not finished.
        if (part === 'form' && (await read(office.product, CAST.filer, id)).state === 'reported') continue
        const [one, two, stored] = await CLASHES[part](id, n)
        const [a, b] = turned ? [two, one] : [one, two]
        const first = a()
        if (!atOnce) await first
        const got = await Promise.all([first, b()])
        const said = got.map((g) => g.body).join('\n')
        // What the rules refuse to both (a report whose comments are not all answered) is no clash.
        if (got.every((g) => g.json.code === 'rule')) continue
        expect(got.map((g) => g.statusCode).sort(), `${part}: ${said}`).toEqual([200, 409])
        const second = got.find((g) => g.statusCode === 409)?.json
        expect(second?.code, said).toBe('changed')
        expect(ACCOUNTS[String(second?.changedBy)], said).toBe(await stored())
        expect(second?.changedAt).toBe(office.product.clock.now().toISOString())
        told[part] = (told[part] ?? 0) + 1
      }
    }),
    { numRuns: SAME, endOnFailure: true, seed: SEED },
  )
  for (const part of Object.keys(CLASHES)) expect(told[part], part).toBeGreaterThan(10)
  expect(await findings()).toEqual([])
}, 60_000)
