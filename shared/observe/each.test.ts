import { expect, it } from 'vitest'
import { eachByItself } from './each.ts'
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
