import { expect, it } from 'vitest'
import { eachByItself, Tries } from './each.ts'
import { type LogFields, silent } from './observe.ts'

it('one that fails holds up none of the others, is named, and makes the whole count as failed', async () => {
  const done: string[] = []
  const logged: LogFields[] = []
  const log = { ...silent, error: (_: string, fields: LogFields = {}) => void logged.push(fields) }
  const all = ['WP-1-2026-0001', 'WP-1-2026-0002', 'WP-1-2026-0003']
  const work = eachByItself(all, { log, schedule: 'close', matterOf: (id) => id }, async (id) => {
    if (id.endsWith('2')) throw new Error('示例·王某某 said')
    done.push(id)
  })
  await expect(work).rejects.toThrow()
  expect(done).toEqual(['WP-1-2026-0001', 'WP-1-2026-0003'])
  expect(logged).toMatchObject([{ schedule: 'close', matter: 'WP-1-2026-0002', error: 'Error' }])
  expect(JSON.stringify(logged)).not.toContain('王某某')
})

it('a list that breaks off is a failure too: what was read of it is done, and so is what comes after it', async () => {
  const done: number[] = []
  async function* breaking() {
    yield* [1, 2]
    throw new Error('the store is away')
  }
  const tries = new Tries({ log: silent, schedule: 'close' })
  await tries.each(breaking(), async (n) => void done.push(n), { atOnce: 5 })
  await tries.each([3], async (n) => void done.push(n))
  await tries.run(async () => void done.push(4))
  expect(done).toEqual([1, 2, 3, 4])
  expect(tries.failed).toBe(1)
  expect(() => tries.end()).toThrow('the store is away')
  expect(() => new Tries({ log: silent, schedule: 'close' }).end()).not.toThrow()
})
