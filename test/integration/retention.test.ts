import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type App, startApp } from '../../infra/local/app.ts'
import { silent } from '../../shared/observe/observe.ts'
import { handClock } from '../support/clock.ts'
import { openHearing } from '../support/hearing.ts'

describe('what has had its time', () => {
  const clock = handClock('2026-03-02T10:00:00+08:00')
  let app: App
  let dir: string
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'wenping-retention-'))
    const retain = { contactDays: 10, incomingDays: 5 }
    app = await startApp({ dir, host: '127.0.0.1', port: 0, now: clock.now, log: silent, retain })
  })
  afterEach(async () => {
    await app.stop()
    rmSync(dir, { recursive: true, force: true })
  })

  it('goes: expired rows and uploads that never became papers; what is in the volume stays', async () => {
    const { identities, files } = app.ports
    const expiresAt = Math.floor(clock.now().getTime() / 1000) + 10 * 86_400
    await identities.commit([{ put: { pk: 'CONTACT#x', sk: 'V1', expiresAt }, when: 'absent' }])
    await files.put('incoming', 'WP-1/abandoned', Buffer.from('a'), { contentType: 'application/pdf' })
    await files.put('archive', 'WP-1/paper', Buffer.from('b'), { contentType: 'application/pdf' })
    clock.advance({ days: 4 })
    await app.timers.runAll()
    expect(await files.head('incoming', 'WP-1/abandoned')).toBeDefined()
    clock.advance({ days: 7 })
    await app.timers.runAll()
    expect(await files.head('incoming', 'WP-1/abandoned')).toBeUndefined()
    expect(await identities.get({ pk: 'CONTACT#x', sk: 'V1' })).toBeUndefined()
    expect(await files.head('archive', 'WP-1/paper')).toBeDefined()
  })
})

it('contact data go 1095 days after they came, unless an installation says otherwise', async () => {
  const hearing = await openHearing()
  try {
    await hearing.say({ text: '示例：请回电', phone: '示例电话' })
    const ends: unknown[] = []
    for await (const { expiresAt } of hearing.product.ports.identities.scan()) ends.push(expiresAt)
    expect(ends).toEqual([Math.floor(hearing.product.clock.now().getTime() / 1000) + 1095 * 86_400])
  } finally {
    await hearing.close()
  }
})
