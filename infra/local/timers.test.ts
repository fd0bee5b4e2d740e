import { expect, it } from 'vitest'
import type { Schedule } from '../../shared/feature.ts'
import { type LogFields, silent } from '../../shared/observe/observe.ts'
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
