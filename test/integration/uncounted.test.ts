import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { reconcileDue } from '../../functions/comments/reactions/reconcile-due.ts'
import type { Notice } from '../../shared/events/events.ts'
import { Dispatcher } from '../../shared/events/local/dispatcher.ts'
import { noticeOf } from '../../shared/events/notice.ts'
import type { Item, Table } from '../../shared/table/table.ts'
import { CAST } from '../support/road.ts'
import { act, NOTICE, read } from '../support/steps.ts'
import { openUnheard, type Unheard } from '../support/unheard.ts'

const WAIT = '正在核对意见数目，约需几分钟，请稍后再试。'
const ONE_OPEN = ['还有 1 条群众意见没有答复']

let town: Unheard
let matter: string
beforeEach(async () => {
  town = await openUnheard()
  matter = await town.publish()
})
afterEach(() => town.close())

async function over(): Promise<void> {
  await town.end()
  await town.write(matter)
}

const table = (): Table => town.product.ports.matters
const rowsOf = async (prefix: string) => (await table().query({ pk: `TALLY#${matter}`, prefix })).items
const remove = (rows: readonly Item[]) =>
  table().commit(rows.map(({ pk, sk }) => ({ delete: { pk, sk }, when: 'present' })))

describe('a comment that was accepted and never counted', () => {
  it('keeps the report waiting until it is counted and answered', async () => {
    await town.say(matter, { text: '补偿太低,不同意' })
    await over()
    expect(await town.finish(matter)).toMatchObject({ detail: WAIT })
    await town.compare()
    expect((await town.finish(matter)).fields).toEqual(ONE_OPEN)
    const todo = (await town.product.call(CAST.comments, 'GET', '/api/todo')).json.mine as { what: string }[]
    expect(todo.map((t) => t.what)).toEqual(['办理群众意见'])
    await town.answerAll(matter)
    expect(await town.finish(matter)).toMatchObject({ state: 'reported' })
  })

  it('is counted too when its letter is dead, and once when the letter is sent again', async () => {
    const ours = town.product.features.flatMap((f) => f.consumers).find((c) => c.name === 'comments')
    let broken = true
    const consume = async (notice: Notice) => {
      if (broken) throw new RangeError('x')
      await ours?.consume(notice)
    }
    const { ports, clock } = town.product
    const consumers = [{ name: 'comments', types: ['comments.'], consume }]
    const dispatcher = new Dispatcher({ feed: ports.store, consumers, now: clock.now, log: ports.log, maxAttempts: 1 })
    dispatcher.start()
    await town.say(matter, { text: '不同意' })
    await dispatcher.settled()
    const [letter] = await dispatcher.deadLetters.list()
    await over()
    await town.compare()
    expect((await town.finish(matter)).fields).toEqual(ONE_OPEN)
    broken = false
    await dispatcher.deadLetters.resend(letter?.id ?? '')
    await dispatcher.settled()
    expect(await town.balance(matter)).toMatchObject({ received: 1, open: 1 })
    await dispatcher.stop()
  })

  it('and was taken back is counted as taken back', async () => {
    const takeBack = await town.say(matter, { text: '说错了' })
    await takeBack()
    await over()
    await town.compare()
    expect(await town.balance(matter)).toMatchObject({ received: 1, withdrawn: 1, open: 0 })
    expect(await town.finish(matter)).toMatchObject({ state: 'reported' })
  })

  it('and accuses somebody reaches who receives it, and the matter’s own numbers say nothing of it', async () => {
    await town.say(matter, { text: '有人吃拿卡要', kind: 'accusation' })
    await over()
    await town.compare()
    expect((await table().query({ pk: 'SEALED' })).items).toHaveLength(1)
    expect(await town.balance(matter)).toMatchObject({ received: 0 })
    expect((await rowsOf('RECONCILED#')).reduce((n, row) => n + Number(row.received), 0)).toBe(0)
    expect(await town.finish(matter)).toMatchObject({ state: 'reported' })
  })

  it('and was on its way when the notice ended is waited for: a minute, and the filer is told', async () => {
    const commit = table().commit.bind(table())
    const [setOut, landing] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    table().commit = async (writes, token) => {
      const [write] = writes
      if (write && 'put' in write && write.put.type === 'comments.received') {
        setOut.resolve()
        await landing.promise
      }
      return commit(writes, token)
    }
    town.product.clock.set('2026-04-01T23:59:59+08:00')
    const said = town.say(matter, { text: '赶在最后一秒' })
    await setOut.promise
    await over()
    town.product.clock.set('2026-04-02T00:01:00+08:00')
    await town.run('reconcile-comments')
    expect(await town.finish(matter)).toMatchObject({ detail: WAIT })
    landing.resolve()
    await said
    town.product.clock.set('2026-04-02T00:01:01+08:00')
    await town.run('reconcile-comments')
    expect(await town.balance(matter)).toMatchObject({ received: 1, late: 0 })
    expect((await town.finish(matter)).fields).toEqual(ONE_OPEN)
  })
})

describe('the comparison after a notice has ended', () => {
  it('is not made void by what comes late, which is answered like any other before the report is finished', async () => {
    await over()
    await town.compare()
    const before = await rowsOf('RECONCILED#')
    expect(before).toHaveLength(16)
    await town.say(matter, { text: '来晚了' })
    const comments = town.product.features.flatMap((f) => f.consumers).find((c) => c.name === 'comments')
    for await (const row of table().scan()) {
      const notice = row.type === 'comments.received' ? noticeOf(row) : undefined
      if (notice) await comments?.consume(notice)
    }
    await town.compare()
    expect(await rowsOf('RECONCILED#')).toEqual(before)
    expect((await town.finish(matter)).fields).toEqual(ONE_OPEN)
    await town.answerAll(matter)
    expect(await town.finish(matter)).toMatchObject({ state: 'reported' })
  })

  it('is made anew for a second notice: the first one’s does not let the second one’s report pass', async () => {
    await over()
    await town.compare()
    await act(town.product, CAST.filer, await read(town.product, CAST.filer, matter), 'notices', { notice: NOTICE })
    await town.say(matter, { text: '第二次说的' })
    town.product.clock.advance({ days: 40 })
    await town.run('close-notices')
    expect(await town.finish(matter)).toMatchObject({ detail: WAIT })
    await town.run('reconcile-comments')
    expect((await town.finish(matter)).fields).toEqual(ONE_OPEN)
    await town.answerAll(matter)
    expect(await town.finish(matter)).toMatchObject({ state: 'reported' })
    expect(await rowsOf('RECONCILED#')).toHaveLength(32)
  })

  it('holds up no other matter when one cannot be made equal, fails until it is, and tells its filer', async () => {
    await town.say(matter, { text: '不同意' })
    const damaged = matter
    matter = await town.publish()
    await over()
    const rows: Item[] = []
    for await (const row of table().scan()) if (row.pk.startsWith(`COMMENTS#${damaged}#`)) rows.push(row)
    const put = (row: Item) => table().commit([{ put: row, when: 'any' }])
    for (const row of rows) await put({ ...row, day: '2026-01-01' })
    for (let runs = 0; runs < 2; runs++) await expect(town.compare()).rejects.toThrow('received and counted differ')
    expect(await town.finish(matter)).toMatchObject({ state: 'reported' })
    matter = damaged
    await town.write(matter)
    expect((await town.finish(matter)).detail).toContain('意见数目核对不上')
    for (const row of rows) await put(row)
    await town.compare()
    expect((await town.finish(matter)).fields).toEqual(ONE_OPEN)
  })

  it('counts once, whoever compares and delivers at the same moment', async () => {
    for (let n = 0; n < 12; n++) await town.say(matter, { text: `第 ${n} 条` })
    await over()
    town.product.clock.advance({ minutes: 1 })
    const comments = town.product.features.flatMap((f) => f.consumers).find((c) => c.name === 'comments')
    const notices: Notice[] = []
    for await (const row of table().scan()) {
      const notice = row.type === 'comments.received' ? noticeOf(row) : undefined
      if (notice) notices.push(notice)
    }
    const deliver = notices.map((notice) => comments?.consume(notice))
    await Promise.all([town.run('reconcile-comments'), ...deliver, town.run('reconcile-comments')])
    await town.run('reconcile-comments')
    expect(await town.balance(matter)).toMatchObject({ received: 12, open: 12 })
    expect((await rowsOf('RECONCILED#')).reduce((n, row) => n + Number(row.received), 0)).toBe(12)
    expect(await rowsOf('RECONCILING#')).toEqual([])
  })

  it('tells the operator what it counted, and of which matter how many shards stay unequal: in codes and ids alone', async () => {
    await town.say(matter, { text: '补偿太低' })
    await over()
    const lines: unknown[] = []
    const note = (code: string, fields = {}) => void lines.push({ code, ...fields })
    const log = { info: note, warn: note, error: note }
    town.product.clock.advance({ minutes: 1 })
    await reconcileDue({ ...town.product.ports, log })
    expect(lines).toEqual([{ code: 'RECOUNTED', schedule: 'reconcile-comments', matter, count: 1 }])
    lines.length = 0
    const [tally] = await rowsOf('BALANCE#')
    await remove(await rowsOf('RECONCILED#'))
    await table().commit([{ put: { ...(tally as Item), open: 0 }, when: 'any' }])
    await town.finish(matter)
    await expect(reconcileDue({ ...town.product.ports, log })).rejects.toThrow('received and counted differ')
    expect(lines).toMatchObject([
      { code: 'UNRECONCILED', matter, count: 1 },
      { code: 'FAULT', matter, error: 'Unreconciled' },
    ])
  })

  it('fails at sums that were wound back, which counting again does not mend', async () => {
    await town.say(matter, { text: '不同意' })
    await over()
    await town.compare()
    const [tally] = await rowsOf('BALANCE#')
    await remove(await rowsOf('RECONCILED#'))
    await table().commit([{ put: { ...(tally as Item), received: 0, underReview: 0, open: 0 }, when: 'any' }])
    expect(await town.finish(matter)).toMatchObject({ detail: WAIT })
    await expect(town.compare()).rejects.toThrow('received and counted differ')
    expect((await town.finish(matter)).detail).toContain('意见数目核对不上')
  })

  it('reaches matters that had ended before there was such a comparison', async () => {
    await town.say(matter, { text: '不同意' })
    await over()
    await remove(await rowsOf('RECONCILING#'))
    await town.compare()
    expect((await town.finish(matter)).fields).toEqual(ONE_OPEN)
  })

  it('is asked for by who wants to finish, when nobody else did', async () => {
    await over()
    await town.compare()
    await remove(await rowsOf('RECONCILED#'))
    await town.compare()
    expect(await rowsOf('RECONCILED#')).toEqual([])
    expect(await town.finish(matter)).toMatchObject({ detail: WAIT })
    await town.compare()
    expect(await town.finish(matter)).toMatchObject({ state: 'reported' })
  })

  it('costs what has ended and is not yet equal: with nothing ended, one look at the index and one at a row', async () => {
    await over()
    await town.compare()
    const asked: string[] = []
    const real = { get: table().get.bind(table()), all: table().all.bind(table()) }
    table().get = (key) => {
      asked.push(key.pk)
      return real.get(key)
    }
    table().all = (query) => {
      asked.push(query.index ?? query.pk)
      return real.all(query)
    }
    await town.compare()
    expect(asked).toEqual(['RECONCILING', 'due'])
  })
})

describe('finishing the report', () => {
  it('checks tallies and rows in its own commit: what changes at that moment stops it', async () => {
    await town.say(matter, { text: '不同意' })
    await over()
    await town.compare()
    await town.answerAll(matter)
    const tally = (await rowsOf('BALANCE#'))[0] as Item
    const row = (await rowsOf('RECONCILED#'))[5] as Item
    const commit = table().commit.bind(table())
    const put = (changed: Item) => commit([{ put: changed, when: 'any' }])
    for (const [as, changed] of [
      [tally, { ...tally, received: 0 }],
      [row, { ...row, digest: '' }],
    ] as const) {
      const sizes: number[] = []
      table().commit = async (writes, token) => {
        if (!writes.some((w) => 'put' in w && w.put.type === 'filing.finished')) return commit(writes, token)
        sizes.push(writes.length)
        await put(changed)
        return commit(writes, token)
      }
      expect((await town.finish(matter)).detail).toBe('刚才有新的意见进来,请刷新后再完成报告。')
      expect(sizes).toEqual([expect.toSatisfy((size: number) => size <= 60)])
      table().commit = commit
      await put(as)
    }
    expect(await town.finish(matter)).toMatchObject({ state: 'reported' })
  })
})
