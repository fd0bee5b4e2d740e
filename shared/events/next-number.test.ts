import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Crank, crank } from '../../test/support/crank.ts'
import { memoryStore } from '../../test/support/store.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Store } from '../table/sqlite/store.ts'
import { type Table, TableFault } from '../table/table.ts'
import { SYSTEM } from './chain.ts'
import { create } from './change.ts'
import { inLine, nextNumber } from './next-number.ts'
import { type Pace, untilDone } from './retry.ts'

const COUNTER = { pk: 'COUNTER#one', sk: '2026' }
const OTHER = { pk: 'COUNTER#other', sk: '2026' }
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)
const numbers = (a: number, b: number) => a - b

let clock: Crank
let store: Store
let table: Table
let pace: Pace
beforeEach(() => {
  clock = crank()
  store = memoryStore(clock.now)
  table = store.table('matters')
  const begun = clock.now().getTime()
  pace = {
    elapsed: () => clock.now().getTime() - begun,
    pause: (ms) => new Promise((resolve) => clock.timer(ms, resolve)),
    random: dice(7),
  }
})
afterEach(() => store.close())

/** The same throws in every run. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state / 0x7fffffff
  }
}

/** Makes a subject under the next number, as far as numbers go. */
const register = (on: Table, key = COUNTER) =>
  inLine(
    on,
    key,
    async (how) => {
      const attempt = async () => {
        const { seq, counter } = await nextNumber(on, key)
        const change = { state: { n: seq }, type: 'test.made', by: SYSTEM, at: '', data: {}, others: [counter] }
        return { pk: `M#${key.pk}#${seq}`, ...change }
      }
      return Number((await create(on, attempt, how)).n)
    },
    pace,
  )

/** A Lambda that answers one request: the same records, its own memory, and a store some milliseconds away. */
function lambda(busy: { until: number }): Table {
  return {
    ...table,
    async get(key) {
      await pace.pause(4)
      return table.get(key)
    },
    async commit(writes) {
      await pace.pause(4)
      // DynamoDB refuses a transaction on an item that is in another one.
      if (pace.elapsed() < busy.until) throw new TableFault('conflict')
      busy.until = pace.elapsed() + 4
      await table.commit(writes)
      await pace.pause(4)
    },
  }
}

/** Lets time pass until all have ended, a minute at most. */
async function ended<T>(all: readonly Promise<T>[]): Promise<PromiseSettledResult<T>[]> {
  let over = false
  const results = Promise.allSettled(all).finally(() => {
    over = true
  })
  for (let ms = 0; !over && ms < 60_000; ms++) {
    for (let turn = 0; turn < 6; turn++) await setImmediate()
    clock.forward(1)
  }
  return results
}

const given = (results: readonly PromiseSettledResult<number>[]) =>
  results.map((result) => (result.status === 'fulfilled' ? result.value : Number.NaN)).sort(numbers)

describe('a number of a series', () => {
  it('goes to each of two hundred who ask one process at once, with no try in vain', async () => {
    let tries = 0
    const counted: Table = { ...table, commit: (writes) => table.commit(writes).finally(() => tries++) }
    expect(given(await ended(upTo(200).map(() => register(counted))))).toEqual(upTo(200))
    expect(tries).toBe(200)
  })

  it.each([
    ['of matters', COUNTER],
    ['of filings', OTHER],
  ])('%s goes to each of two hundred functions that ask at once, within a request’s time', async (_what, key) => {
    const busy = { until: 0 }
    expect(given(await ended(upTo(200).map(() => register(lambda(busy), key))))).toEqual(upTo(200))
    expect(await table.get(key)).toMatchObject({ last: 200 })
  })

  it('does not wait for another series', async () => {
    const held = Promise.withResolvers<void>()
    const first = inLine(table, COUNTER, () => held.promise, pace)
    expect(given(await ended([register(table, OTHER)]))).toEqual([1])
    held.resolve()
    await first
  })
})

describe('when no number can be had', () => {
  const onFull = () => register({ ...table, commit: () => Promise.reject(new TableFault('throttled')) })

  it('says so before the request’s time is over, and the next who asks gets the number', async () => {
    const [result] = await ended([onFull()])
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } })
    expect(result).toHaveProperty('reason.message', '现在使用的人较多，刚才的操作没有保存，请再试一次。')
    expect(pace.elapsed()).toBeGreaterThan(19_000)
    expect(pace.elapsed()).toBeLessThan(22_000)
    expect(given(await ended([register(table)]))).toEqual([1])
  })

  it('tells it to those who waited in line behind, and begins nothing for them', async () => {
    let begun = 0
    const busy: Table = { ...table, commit: () => Promise.reject(new TableFault('throttled')) }
    const behind = () =>
      inLine(
        busy,
        COUNTER,
        async (how) => {
          await untilDone(async () => ++begun > 0, how)
          return 0
        },
        pace,
      )
    const results = await ended([register(busy), behind(), behind()])
    expect(results).toMatchObject(upTo(3).map(() => ({ reason: { code: 'unavailable' } })))
    expect(begun).toBe(0)
  })

  it.each([
    ['a refusal', new Refusal('rule', '备案前还缺「市级政法委意见」。')],
    ['a commit of which nobody knows whether it was written', new TableFault('unknown')],
  ])('gives up at once after %s', async (_what, error) => {
    const failing: Table = { ...table, commit: () => Promise.reject(error) }
    const [result] = await ended([register(failing)])
    expect(result).toMatchObject({ reason: error })
    expect(pace.elapsed()).toBeLessThan(50)
  })
})
