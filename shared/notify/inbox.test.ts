import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { crank } from '../../test/support/crank.ts'
import { memoryStore } from '../../test/support/store.ts'
import { noticeOf } from '../events/notice.ts'
import type { Store } from '../table/sqlite/store.ts'
import { GuardFailed, type Item, type Table } from '../table/table.ts'
import { type InboxMessage, inboxNotifier, listInbox, markRead, markReadWrite } from './inbox.ts'
import type { Message } from './notify.ts'

const message = (id: string, at: string, to = 'zhao'): Message => ({
  id,
  to,
  title: '报备表待审查',
  body: '大满镇道路拓宽事项已报送,请于3月9日前审查。',
  link: '/matters/WP-620702100-2026-0001',
  at,
})

describe('the inbox', () => {
  let store: Store
  let table: Table
  const send = (...messages: Message[]) => table.commit(messages.map((m) => inboxNotifier().messageWrite(m)))
  const ids = (messages: readonly InboxMessage[]) => messages.map(({ id }) => id)

  beforeEach(() => {
    store = memoryStore(crank().now)
    table = store.table('matters')
  })
  afterEach(() => store.close())

  it('shows its owner the latest first, page by page, and nobody else', async () => {
    await send(
      message('b', '2026-03-02'),
      message('a', '2026-03-03'),
      message('c', '2026-03-01'),
      message('d', '2026-03-04', 'qian'),
    )
    const first = await listInbox(table, 'zhao', { limit: 2 })
    expect(ids(first.messages)).toEqual(['a', 'b'])
    const second = await listInbox(table, 'zhao', { limit: 2, cursor: first.cursor ?? '' })
    expect(ids(second.messages)).toEqual(['c'])
    expect(first.messages[0]).toMatchObject(message('a', '2026-03-03'))
  })

  it('holds a message once, though the sender tries again later and with other words', async () => {
    await send(message('review#T-2', '2026-03-02'))
    const again = { ...message('review#T-2', '2026-03-03'), title: '催办' }
    await expect(send(again)).rejects.toBeInstanceOf(GuardFailed)
    await markRead(table, 'zhao', 'review#T-2', '2026-03-02T02:00:00Z')
    await expect(send(again)).rejects.toBeInstanceOf(GuardFailed)
    const { messages } = await listInbox(table, 'zhao')
    expect(messages.map(({ title }) => title)).toEqual(['报备表待审查'])
  })

  it('keeps one id apart for two receivers', async () => {
    await send(message('x', '2026-03-02'), message('x', '2026-03-02', 'qian'))
    expect(ids((await listInbox(table, 'qian')).messages)).toEqual(['x'])
  })

  it('marks as read once, and tells what is unread', async () => {
    await send(message('a', '2026-03-02'), message('b', '2026-03-03'))
    expect(await markRead(table, 'zhao', 'a', '2026-03-04T00:00:00Z')).toBe(true)
    expect(await markRead(table, 'zhao', 'a', '2026-03-05T00:00:00Z')).toBe(true)
    const { messages } = await listInbox(table, 'zhao')
    expect(messages.map(({ readAt }) => readAt)).toEqual([null, '2026-03-04T00:00:00Z'])
    expect(ids((await listInbox(table, 'zhao', { unread: true })).messages)).toEqual(['b'])
  })

  it("marks nothing in somebody else's inbox", async () => {
    await send(message('a', '2026-03-02'))
    expect(await markRead(table, 'qian', 'a', '2026-03-04T00:00:00Z')).toBe(false)
    expect((await listInbox(table, 'zhao')).messages[0]?.readAt).toBeNull()
  })

  it('takes two windows that mark at once for one', async () => {
    await send(message('a', '2026-03-02'))
    const times = ['2026-03-04T00:00:00Z', '2026-03-05T00:00:00Z']
    expect(await Promise.all(times.map((at) => markRead(table, 'zhao', 'a', at)))).toEqual([true, true])
    const [read] = (await listInbox(table, 'zhao')).messages as [InboxMessage]
    await expect(table.commit([markReadWrite(read, '2026-03-06')])).rejects.toBeInstanceOf(GuardFailed)
  })

  it('tells no consumer: a message is its own notice', () => {
    const write = inboxNotifier().messageWrite(message('a', '2026-03-02')) as { put: Item }
    expect(noticeOf(write.put)).toBeUndefined()
  })
})
