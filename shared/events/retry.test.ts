import { expect, it } from 'vitest'
import { quickPace } from '../../test/support/quick-pace.ts'
import { Refusal } from '../kernel/refusal.ts'
import { deadline, untilDone } from './retry.ts'

/** Somebody else is faster so many times. */
function fasterTimes(times: number): { readonly attempt: () => Promise<boolean>; readonly tries: () => number } {
  let tries = 0
  return { attempt: async () => ++tries > times, tries: () => tries }
}

it('does what succeeds at once without a pause', async () => {
  const pace = quickPace()
  const { attempt, tries } = fasterTimes(0)
  await untilDone(attempt, { pace })
  expect([tries(), pace.pauses]).toEqual([1, []])
})

it('pauses longer from try to try, up to a second, so that many who wait do not crowd the store', async () => {
  const pace = quickPace(() => 1)
  await untilDone(fasterTimes(9).attempt, { pace })
  expect(pace.pauses).toEqual([10, 20, 40, 80, 160, 320, 640, 1000, 1000])
})

it('pauses at random, so that two who collided do not collide again', async () => {
  const throws = [0.25, 0.75]
  const pace = quickPace(() => throws.shift() ?? 0)
  await untilDone(fasterTimes(2).attempt, { pace })
  expect(pace.pauses).toEqual([2.5, 15])
})

it('gives up within a request’s time, in words that say what to do', async () => {
  const pace = quickPace(() => 1)
  const never = untilDone(async () => false, { pace })
  await expect(never).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('请再试一次') })
  expect(pace.elapsed()).toBeGreaterThanOrEqual(20_000)
  expect(pace.elapsed()).toBeLessThan(22_000)
})

it('begins nothing for who has waited in line until their time was over', async () => {
  const pace = quickPace()
  const until = deadline(pace)
  await pace.pause(20_000)
  const { attempt, tries } = fasterTimes(0)
  await expect(untilDone(attempt, { pace, until })).rejects.toMatchObject({ code: 'unavailable' })
  expect(tries()).toBe(0)
})

it('passes a refusal and a fault on, and does not try again', async () => {
  const pace = quickPace()
  const refusal = new Refusal('rule', '示例')
  await expect(untilDone(() => Promise.reject(refusal), { pace })).rejects.toBe(refusal)
  expect(pace.pauses).toEqual([])
})
