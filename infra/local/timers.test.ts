import { expect, it } from 'vitest'
import type { Schedule } from '../../shared/feature.ts'
import { type Log, type LogFields, silent } from '../../shared/observe/observe.ts'
import { handClock } from '../../test/support/clock.ts'
import { Timers } from './timers.ts'

const schedule = (name: string, run: () => Promise<void>, more: Partial<Schedule> = {}): Schedule => ({
  name,
  everyMinutes: 60,
  run,
  ...more,
})

it('waits for what people would miss at the first request, and does it once; the rest begins afterwards', async () => {
  const ran: string[] = []
  const noted = (name: string, more = {}) => schedule(name, async () => void ran.push(name), more)
  const timers = new Timers([noted('later'), noted('pages', { first: true })], silent, () => new Date(0))
  await timers.runFirst()
  expect(ran).toEqual(['pages'])
  timers.start()
  await timers.stop()
  expect(ran).toEqual(['pages', 'later'])
})

it('opens although the pages could not be made, and says why in the log', async () => {
  const logged: LogFields[] = []
  const log = { ...silent, error: (_: string, fields: LogFields = {}) => void logged.push(fields) }
  const fails = schedule('pages', () => Promise.reject(new RangeError('full')), { first: true })
  await new Timers([fails], log, () => new Date(0)).runFirst()
  expect(logged).toMatchObject([{ schedule: 'pages', error: 'RangeError' }])
})

function watched() {
  const errors: LogFields[] = []
  const done: LogFields[] = []
  const log: Log = {
    ...silent,
    info: (_, fields = {}) => void done.push(fields),
    error: (_, fields = {}) => void errors.push(fields),
  }
  return { log, errors, done }
}

it('a sweep that fails holds up no other, and the log says how often in a row, without what the failure said', async () => {
  const { log, errors, done } = watched()
  let broken = true
  const run = async () => {
    if (broken) throw new RangeError('示例·王某某')
  }
  const schedules = [
    { name: 'breaks', everyMinutes: 5, run },
    { name: 'goes-on', everyMinutes: 5, run: async () => undefined },
  ]
  const timers = new Timers(schedules, log, handClock('2026-06-01T09:00:00+08:00').now)
  await timers.runAll()
  await timers.runAll()
  expect(done.map(({ schedule }) => schedule)).toEqual(['goes-on', 'goes-on'])
  expect(errors).toMatchObject([
    { schedule: 'breaks', attempt: 1, error: 'RangeError' },
    { schedule: 'breaks', attempt: 2, error: 'RangeError' },
  ])
  expect(JSON.stringify(errors)).not.toContain('王某某')
  broken = false
  await timers.runAll()
  broken = true
  await timers.runAll()
  expect(errors.at(-1)).toMatchObject({ schedule: 'breaks', attempt: 1 })
})

it('a sweep that does not end is not started beside itself, and is named once three of its periods are over', async () => {
  const { log, errors } = watched()
  const clock = handClock('2026-06-01T09:00:00+08:00')
  let started = 0
  let end = () => {}
  const run = () => {
    started++
    return new Promise<void>((ends) => {
      end = ends
    })
  }
  const timers = new Timers([{ name: 'hangs', everyMinutes: 5, run }], log, clock.now)
  const runs = [timers.runAll()]
  clock.advance({ minutes: 14 })
  runs.push(timers.runAll())
  expect(errors).toEqual([])
  clock.advance({ minutes: 1 })
  runs.push(timers.runAll())
  expect(errors).toMatchObject([{ schedule: 'hangs', error: 'hanging' }])
  end()
  await Promise.all(runs)
  expect(started).toBe(1)
})
