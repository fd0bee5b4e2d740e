import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pipeline } from '../../shared/http/pipeline.ts'
import type { Actor } from '../../shared/identity/actor.ts'
import { inboxNotifier } from '../../shared/notify/inbox.ts'
import { silent } from '../../shared/observe/observe.ts'
import { MATTERS } from '../../shared/table/definition.ts'
import { openStore, type Store } from '../../shared/table/sqlite/store.ts'
import { handClock } from '../../test/support/clock.ts'
import { send } from '../../test/support/http.ts'
import { http } from './http.ts'

// Invented people.
const actor = (account: string): Actor => ({
  account,
  name: '示例·李某',
  post: '620702/reviewer/1',
  duty: 'reviewer',
  organ: '620702',
  organName: '甘州区委政法委',
  organPath: '6207/620702',
  scope: '6207/620702',
})

describe('the inbox', () => {
  const clock = handClock('2026-06-04T09:00:00+08:00')
  let dir: string
  let store: Store
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'inbox-'))
    store = openStore({ file: join(dir, 'store.db'), definitions: [MATTERS], now: clock.now })
    for (const [to, id] of [
      ['li', 'c1#T-2@2026-06-08#li'],
      ['li', 'c2#T-2@2026-06-08#li'],
      ['zhao', 'c3#overdue@2026-06-08#zhao'],
    ] as const) {
      const message = {
        id,
        to,
        title: `标题${id}`,
        body: '正文',
        link: '/matters/1',
        at: `2026-06-04T00:30:0${id[1]}.000Z`,
      }
      await store.table('matters').commit([inboxNotifier().messageWrite(message)])
    }
  })
  afterEach(() => {
    store.close()
    rmSync(dir, { recursive: true })
  })

  const call = (account: string, path: string, query: Record<string, string> = {}, method = 'GET') =>
    send(
      pipeline(http({ table: store.table('matters'), now: clock.now }), {
        verifier: { verify: async () => ({ subject: account }) },
        actors: { actorOf: async () => actor(account) },
        log: silent,
        now: clock.now,
        errorPage: async () => '',
      }),
      { method, path, query, headers: { authorization: 'Bearer t' } },
    )
  const read = (account: string, id: string) => call(account, `/api/inbox/${encodeURIComponent(id)}/read`, {}, 'POST')

  it('shows a person their own messages, newest first, page by page, and how many are unread', async () => {
    const first = await call('li', '/api/inbox', { limit: '1' })
    expect(first.json).toMatchObject({ items: [{ id: 'c2#T-2@2026-06-08#li', readAt: null }], unread: 2 })
    const second = await call('li', '/api/inbox', { limit: '1', cursor: String(first.json.cursor) })
    expect(second.json).toMatchObject({ items: [{ id: 'c1#T-2@2026-06-08#li' }] })
  })

  it('marks a message as read once, however often it is told to', async () => {
    expect((await read('li', 'c1#T-2@2026-06-08#li')).statusCode).toBe(204)
    clock.advance({ hours: 1 })
    expect((await read('li', 'c1#T-2@2026-06-08#li')).statusCode).toBe(204)
    const { json } = await call('li', '/api/inbox')
    expect(json).toMatchObject({ unread: 1, items: [{ readAt: null }, { readAt: '2026-06-04T01:00:00.000Z' }] })
  })

  it("neither shows nor marks another person's", async () => {
    expect((await read('li', 'c3#overdue@2026-06-08#zhao')).statusCode).toBe(404)
    expect((await call('zhao', '/api/inbox')).json).toMatchObject({ unread: 1 })
  })

  it('refuses a made-up page mark and a page of a thousand, by name', async () => {
    expect((await call('li', '/api/inbox', { cursor: 'made-up' })).statusCode).toBe(400)
    const { statusCode, json } = await call('li', '/api/inbox', { limit: '1000' })
    expect([statusCode, json.fields]).toEqual([400, [{ field: 'limit', message: '条数最多为100' }]])
  })
})
