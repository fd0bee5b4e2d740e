import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { crank } from '../../../test/support/crank.ts'
import { silent } from '../../observe/observe.ts'
import { feedWriter } from '../../table/sqlite/feed.ts'
import { migrate } from '../../table/sqlite/migrations.ts'
import type { Consumer, Notice } from '../events.ts'
import { Dispatcher, type DispatcherOptions } from './dispatcher.ts'

const notice = (group: string, seq: number, type = 'filing.submitted'): Notice => ({
  group,
  pk: group,
  sk: `EVENT#${seq}`,
  type,
  seq,
})

/** A consumer that writes down what it got, and can be told to fail or to hold. */
function recorder(name = 'clocks', types: string[] = ['filing.']) {
  const got: string[] = []
  let behave: (notice: Notice) => Promise<void> | undefined = () => undefined
  const consumer: Consumer = {
    name,
    types,
    consume: async (n) => {
      got.push(`${n.group}/${n.seq}`)
      await behave(n)
    },
  }
  return { consumer, got, behave: (f: typeof behave) => (behave = f) }
}

describe('the local dispatcher', () => {
  let folder: string
  let database: DatabaseSync
  let clock: ReturnType<typeof crank>
  let committed: () => void

  const open = (consumers: Consumer[], more: Partial<DispatcherOptions> = {}) => {
    const onCommit = (listener: () => void) => {
      committed = listener
      return () => {}
    }
    const feed = { database, onCommit }
    const dispatcher = new Dispatcher({ feed, consumers, now: clock.now, timer: clock.timer, log: silent, ...more })
    dispatcher.start()
    return dispatcher
  }
  const announce = (...notices: Notice[]) => {
    const write = feedWriter(database)
    for (const n of notices) write(n)
    committed?.()
  }
  const rows = (table: string) => Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n)
  /** The disk as a kill -9 leaves it: another connection, nothing in memory. */
  const reopen = () => {
    database.close()
    database = new DatabaseSync(join(folder, 'test.db'))
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dispatcher-'))
    database = new DatabaseSync(join(folder, 'test.db'))
    database.exec('PRAGMA journal_mode = WAL')
    migrate(database)
    clock = crank()
  })
  afterEach(() => {
    if (database.isOpen) database.close()
    rmSync(folder, { recursive: true })
  })

  it('gives each consumer what it asked for, once, and keeps nothing of it', async () => {
    const [clocks, site] = [recorder('clocks'), recorder('site', ['notice.', 'filing.filed'])]
    const dispatcher = open([clocks.consumer, site.consumer])
    announce(
      notice('A', 1),
      notice('A', 2, 'filing.filed'),
      notice('B', 1, 'notice.published'),
      notice('C', 1, 'other'),
    )
    await dispatcher.settled()
    expect(clocks.got).toEqual(['A/1', 'A/2'])
    expect(site.got.sort()).toEqual(['A/2', 'B/1'])
    expect([rows('feed'), rows('deliveries')]).toEqual([0, 0])
    await dispatcher.stop()
  })

  it('takes in more than one batch of the feed', async () => {
    const clocks = recorder()
    const dispatcher = open([clocks.consumer])
    announce(...Array.from({ length: 450 }, (_, i) => notice(`M${i % 7}`, i)))
    await dispatcher.settled()
    expect(clocks.got).toHaveLength(450)
    await dispatcher.stop()
  })

  it('keeps a group in order and lets other groups pass while it holds', async () => {
    const clocks = recorder()
    const held = Promise.withResolvers<void>()
    const others = Promise.withResolvers<void>()
    clocks.behave((n) => {
      if (n.group === 'C') others.resolve()
      return n.group === 'A' && n.seq === 1 ? held.promise : undefined
    })
    const dispatcher = open([clocks.consumer], { parallel: 2 })
    announce(notice('A', 1), notice('A', 2), notice('B', 1), notice('B', 2), notice('C', 1))
    await others.promise
    expect(clocks.got).toEqual(['A/1', 'B/1', 'B/2', 'C/1'])
    held.resolve()
    await dispatcher.settled()
    expect(clocks.got.at(-1)).toBe('A/2')
    await dispatcher.stop()
  })

  it('runs no more groups at once than it may', async () => {
    const clocks = recorder()
    let [running, most] = [0, 0]
    clocks.behave(async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setImmediate(resolve))
      running--
    })
    const dispatcher = open([clocks.consumer], { parallel: 3 })
    announce(...Array.from({ length: 20 }, (_, i) => notice(`M${i}`, 1)))
    await dispatcher.settled()
    expect([most, clocks.got.length]).toEqual([3, 20])
    await dispatcher.stop()
  })

  it('tries again after 1, 2, 4 … seconds, not before, and then parks the group with a dead letter', async () => {
    const clocks = recorder()
    clocks.behave(async (n) => {
      if (n.group === 'A' && n.seq === 1) throw new RangeError('张三 13900000000 写了意见')
    })
    const dispatcher = open([clocks.consumer], { maxAttempts: 4 })
    announce(notice('A', 1), notice('A', 2), notice('B', 1))
    await dispatcher.settled()
    expect(clocks.got).toEqual(['A/1', 'B/1'])
    for (const [wait, attempts] of [
      [1000, 2],
      [2000, 3],
      [4000, 4],
    ] as const) {
      clock.forward(wait - 1)
      await dispatcher.settled()
      expect(clocks.got.filter((g) => g === 'A/1')).toHaveLength(attempts - 1)
      clock.forward(1)
      await dispatcher.settled()
      expect(clocks.got.filter((g) => g === 'A/1')).toHaveLength(attempts)
    }
    clock.forward(3_600_000)
    await dispatcher.settled()
    expect(clocks.got).toEqual(['A/1', 'B/1', 'A/1', 'A/1', 'A/1'])
    const [letter, ...others] = await dispatcher.deadLetters.list()
    expect(others).toEqual([])
    expect(letter).toMatchObject({ consumer: 'clocks', notice: notice('A', 1), attempts: 4, error: 'RangeError' })
    expect(JSON.stringify(database.prepare('SELECT * FROM deliveries').all())).not.toContain('张三')
    expect(await dispatcher.deadLetters.list('site')).toEqual([])

    clocks.behave(() => undefined)
    await dispatcher.deadLetters.resend(letter?.id ?? '')
    await dispatcher.settled()
    expect(clocks.got.slice(-2)).toEqual(['A/1', 'A/2'])
    expect(await dispatcher.deadLetters.list()).toEqual([])
    await expect(dispatcher.deadLetters.resend(letter?.id ?? '')).rejects.toMatchObject({ code: 'not-found' })
    await expect(dispatcher.deadLetters.resend("1' OR 1=1")).rejects.toMatchObject({ code: 'not-found' })
    await dispatcher.stop()
  })

  it('begins again after a kill what was in hand, behind it what waited, and forgets nothing of the feed', async () => {
    const before = recorder()
    before.behave(() => new Promise(() => {}))
    const killed = open([before.consumer])
    announce(notice('A', 1), notice('A', 2))
    void killed.settled()
    while (before.got.length === 0) await new Promise((resolve) => setImmediate(resolve))
    announce(notice('B', 1)) // committed, and the process died before the dispatcher woke
    reopen()
    const after = recorder()
    const dispatcher = open([after.consumer])
    await dispatcher.settled()
    expect(after.got.sort()).toEqual(['A/1', 'A/2', 'B/1'])
    await dispatcher.stop()
  })

  it('parks a notice that takes the process down with it each time', async () => {
    for (let i = 0; i < 3; i++) {
      const dies = recorder()
      dies.behave(() => new Promise(() => {}))
      open([dies.consumer], { maxAttempts: 3 })
      if (i === 0) announce(notice('A', 1))
      while (dies.got.length === 0) await new Promise((resolve) => setImmediate(resolve))
      reopen()
    }
    const clocks = recorder()
    const dispatcher = open([clocks.consumer], { maxAttempts: 3 })
    announce(notice('B', 1))
    await dispatcher.settled()
    expect(clocks.got).toEqual(['B/1'])
    expect(await dispatcher.deadLetters.list()).toMatchObject([{ error: 'ProcessDied', attempts: 3 }])
    await dispatcher.stop()
  })

  it('counts an attempt that never ends as failed', async () => {
    const clocks = recorder()
    clocks.behave(() => (clocks.got.length === 1 ? new Promise(() => {}) : undefined))
    const dispatcher = open([clocks.consumer], { timeout: 60_000 })
    announce(notice('A', 1))
    while (clocks.got.length === 0) await new Promise((resolve) => setImmediate(resolve))
    clock.forward(60_000)
    await dispatcher.settled()
    clock.forward(1000)
    await dispatcher.settled()
    expect(clocks.got).toEqual(['A/1', 'A/1'])
    await dispatcher.stop()
  })

  it('finishes what is in hand when told to stop, begins nothing more, and says what the deadline cut off', async () => {
    const clocks = recorder()
    let release = () => {}
    clocks.behave((n) => (n.group === 'A' ? new Promise((resolve) => (release = resolve)) : new Promise(() => {})))
    const dispatcher = open([clocks.consumer])
    announce(notice('A', 1), notice('A', 2), notice('B', 1))
    while (clocks.got.length < 2) await new Promise((resolve) => setImmediate(resolve))
    const stopping = dispatcher.stop(5000)
    release()
    await new Promise((resolve) => setImmediate(resolve))
    clock.forward(5000)
    expect(await stopping).toBe(1)
    database.exec('SELECT 1')
    expect(clocks.got).toEqual(['A/1', 'B/1'])
    expect(rows('deliveries')).toBe(2)
  })

  it('is not held up when the clock is set back by a day', async () => {
    const clocks = recorder()
    let fail = true
    clocks.behave(async () => {
      if (fail) throw new Error('away')
    })
    const dispatcher = open([clocks.consumer])
    announce(notice('A', 1))
    await dispatcher.settled()
    fail = false
    clock.set(new Date(clock.now().getTime() - 86_400_000))
    await dispatcher.settled()
    expect(clocks.got).toEqual(['A/1', 'A/1'])
    await dispatcher.stop()
  })

  it('sees within a minute what another process sent again', async () => {
    const clocks = recorder()
    clocks.behave(async () => {
      throw new Error('away')
    })
    const dispatcher = open([clocks.consumer], { maxAttempts: 1 })
    announce(notice('A', 1))
    await dispatcher.settled()
    clocks.behave(() => undefined)
    const elsewhere = new DatabaseSync(join(folder, 'test.db'))
    const other = new Dispatcher({
      feed: { database: elsewhere, onCommit: () => () => {} },
      consumers: [],
      now: clock.now,
      log: silent,
    })
    const [letter] = await other.deadLetters.list()
    await other.deadLetters.resend(letter?.id ?? '')
    elsewhere.close()
    clock.forward(60_000)
    await new Promise((resolve) => setImmediate(resolve))
    await new Promise((resolve) => setImmediate(resolve))
    expect(clocks.got).toEqual(['A/1', 'A/1'])
    await dispatcher.stop()
  })
})
