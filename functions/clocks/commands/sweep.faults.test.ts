import { afterEach, describe, expect, it } from 'vitest'
import { type Log, type LogFields, silent } from '../../../shared/observe/observe.ts'
import { GuardFailed, type Table, TableFault } from '../../../shared/table/table.ts'
import { type ReminderBench, reminderBench } from '../../../test/support/reminders.ts'
import { closeClock } from '../offers.ts'
import { readPosition } from '../store.ts'
import { sweep } from './sweep.ts'

let bench: ReminderBench
afterEach(() => bench.end())

/** Dies at the n-th commit: before it is written, or after it was written and before anybody heard. */
function dying(table: Table, n: number, when: 'before' | 'after'): Table {
  let commits = 0
  return {
    ...table,
    async commit(writes, token) {
      const last = ++commits >= n
      if (last && when === 'before') throw new TableFault('unknown')
      await table.commit(writes, token)
      if (last) throw new TableFault('unknown')
    },
  }
}

describe('each reminder goes out exactly once', () => {
  it('with several sweeps at once', async () => {
    bench = reminderBench()
    for (const n of [1, 2, 3]) await bench.begin('filing-review', `c${n}`, `MATTER#${n}`)
    bench.clock.set('2026-06-04T09:00:00+08:00')
    const all = await Promise.all([1, 2, 3, 4].map(() => sweep(bench.deps())))
    expect(all.reduce((sum, sent) => sum + sent, 0)).toBe(3)
    expect(await bench.inbox('li')).toHaveLength(3)
  })

  it('with two sweeps at once between which the post changes hands', async () => {
    bench = reminderBench()
    await bench.begin()
    bench.clock.set('2026-06-04T09:00:00+08:00')
    const heldBy = (account: string) => ({ directory: { ...bench.deps().directory, holders: async () => [account] } })
    await Promise.all([sweep(bench.deps(heldBy('li'))), sweep(bench.deps(heldBy('wang')))])
    expect([...(await bench.inbox('li')), ...(await bench.inbox('wang'))]).toEqual(['T-2@2026-06-08'])
  })

  const deaths = (['before', 'after'] as const).flatMap((when) => [1, 2, 3, 4, 5].map((n) => ({ when, n })))
  it.each(deaths)('when the server dies $when commit $n is written, and starts again', async ({ when, n }) => {
    bench = reminderBench()
    for (const id of ['a', 'b', 'c', 'd']) await bench.begin('filing-review', id, `MATTER#${id}`)
    bench.clock.set('2026-06-09T09:00:00+08:00')
    await sweep(bench.deps({ table: dying(bench.table(), n, when) })).catch(() => 'died')
    bench.restart()
    await sweep(bench.deps())
    const each = ['a', 'b', 'c', 'd'].map(() => 'overdue@2026-06-08')
    expect([await bench.inbox('li'), await bench.inbox('zhao')]).toEqual([each, each])
  })

  it('with an index that lags, even across midnight', async () => {
    bench = reminderBench('2026-06-01T10:00:00+08:00', 3 * 60 * 60_000)
    await bench.begin('filing-review')
    for (; bench.today() <= '2026-06-12'; bench.clock.advance({ hours: 1 })) await sweep(bench.deps())
    bench.clock.advance({ days: 1 })
    expect(await bench.inbox('li')).toEqual(['T-2', 'T', 'overdue'].map((s) => `${s}@2026-06-08`))
  })

  it('for more than a page of them on one day', async () => {
    bench = reminderBench()
    for (let i = 0; i < 230; i++) await bench.begin('filing-review', `c${i}`, `MATTER#${i}`)
    bench.clock.set('2026-06-04T09:00:00+08:00')
    expect(await sweep(bench.deps())).toBe(230)
    expect(new Set(await bench.inbox('li'))).toEqual(new Set(['T-2@2026-06-08']))
    expect(await sweep(bench.deps())).toBe(0)
  })
})

describe('a reminder is never false', () => {
  const END = { today: '2026-06-04', at: '2026-06-04T01:00:00Z', outcome: 'done' } as const

  /** The reviewer files the matter after the sweep read the clock and before it writes the message. */
  async function sweepWhileFiled(writes: 'all' | 'without the reminder') {
    bench = reminderBench()
    const clock = await bench.begin()
    bench.clock.set('2026-06-04T09:00:00+08:00')
    const { directory, calendar } = bench.deps()
    const closed = closeClock(clock, { ...END, calendar })
    return sweep(
      bench.deps({
        directory: {
          ...directory,
          async holders(post, on) {
            await bench.commit('MATTER#1', 'test.filed', writes === 'all' ? closed : { ...closed, others: [] })
            return directory.holders(post, on)
          },
        },
      }),
    )
  }

  it('even when the thing is done while the sweep is on its way', async () => {
    expect(await sweepWhileFiled('all')).toBe(0)
    expect(await bench.inbox('li')).toEqual([])
  })

  it('even when whoever did it left the reminder standing: that is told to the operator, and put right', async () => {
    await expect(sweepWhileFiled('without the reminder')).rejects.toThrow(GuardFailed)
    expect(await sweep(bench.deps())).toBe(0)
    expect(await bench.inbox('li')).toEqual([])
    expect(await bench.table().get({ pk: 'MATTER#1', sk: 'REMIND#c1' })).toMatchObject({ state: 'idle' })
  })
})

describe('one that fails', () => {
  it('holds up no other, makes the sweep fail without telling its content, and goes out when it can', async () => {
    bench = reminderBench()
    for (const n of [1, 2, 3]) await bench.begin('filing-review', `c${n}`, `MATTER#${n}`)
    bench.clock.set('2026-06-04T09:00:00+08:00')
    const errors: LogFields[] = []
    const log: Log = { ...silent, error: (_, fields = {}) => errors.push(fields) }
    const table: Table = {
      ...bench.table(),
      get: (key) => (key.sk === 'CLOCK#c2' ? Promise.reject(new TableFault('throttled')) : bench.table().get(key)),
    }
    await expect(sweep(bench.deps({ table, log }))).rejects.toThrow(TableFault)
    expect(await bench.inbox('li')).toHaveLength(2)
    expect(errors).toMatchObject([{ schedule: 'sweep-clocks', matter: 'MATTER#2', error: 'TableFault' }])
    expect(JSON.stringify(errors)).not.toContain('梁家墩')

    // Its day stays open, however long it takes.
    bench.clock.set('2026-06-08T09:00:00+08:00')
    await expect(sweep(bench.deps({ table, log }))).rejects.toThrow(TableFault)
    expect(await readPosition(bench.table())).toBeUndefined()
    bench.clock.advance({ minutes: 5 })
    expect(await sweep(bench.deps())).toBe(1)
    expect((await readPosition(bench.table()))?.day).toBe('2026-06-06')
  })
})
