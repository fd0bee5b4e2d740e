import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chinaCalendar, PUBLISHED } from '../../../shared/calendar/china.ts'
import { eventsAfter } from '../../../shared/events/chain.ts'
import { type ReminderBench, reminderBench } from '../../../test/support/reminders.ts'
import { closeClock, pauseClock, resumeClock } from '../offers.ts'
import { readClock } from '../store.ts'
import { NobodyToRemind } from './remind.ts'
import { sweep } from './sweep.ts'

let bench: ReminderBench
beforeEach(() => {
  bench = reminderBench()
})
afterEach(() => bench.end())

/** The server runs: a sweep every six hours, at half past, up to and with a day. */
async function runUntil(day: string): Promise<void> {
  bench.clock.set(`${bench.today()}T09:00:00+08:00`)
  for (; bench.today() <= day; bench.clock.advance({ hours: 6 })) await sweep(bench.deps())
}
const at = (instant: string) => bench.clock.set(`${instant}:00+08:00`)

describe('the sweep', () => {
  it('tells the holder 5 and 2 days before and on the day, and when overdue the level above as well, once each', async () => {
    await bench.begin('petition-receipt')
    await runUntil('2026-06-30')
    expect(await bench.inbox('li')).toEqual(['T-5', 'T-2', 'T', 'overdue'].map((s) => `${s}@2026-06-16`))
    expect(await bench.inbox('zhao')).toEqual(['overdue@2026-06-16'])
    expect((await bench.bodies('zhao'))[0]).toMatch(/^该事项由您下级单位的岗位办理,已经逾期/)
  })

  it('leaves the five-day step out of a clock of five days, and says nothing before half past eight', async () => {
    await bench.begin('filing-review')
    at('2026-06-04T08:29')
    await sweep(bench.deps())
    expect(await bench.inbox('li')).toEqual([])
    at('2026-06-04T08:30')
    await sweep(bench.deps())
    expect(await bench.inbox('li')).toEqual(['T-2@2026-06-08'])
    expect(await bench.bodies('li')).toEqual([expect.stringContaining('还剩2个工作日,2026年6月8日到期')])
  })

  it('says nothing of a clock that was ended before', async () => {
    const clock = await bench.begin()
    at('2026-06-03T10:00')
    const input = {
      today: bench.today(),
      at: '2026-06-03T02:00:00Z',
      outcome: 'done',
      calendar: bench.calendars.now,
    } as const
    await bench.commit('MATTER#1', 'test.filed', closeClock(clock, input))
    await runUntil('2026-06-30')
    expect([await bench.inbox('li'), await bench.inbox('zhao')]).toEqual([[], []])
    expect((await bench.table().get({ pk: 'MATTER#1', sk: 'REMIND#c1' }))?.duePk).toBeUndefined()
  })

  it('is silent through a pause, and goes by the new last day afterwards', async () => {
    const clock = await bench.begin()
    await runUntil('2026-06-04')
    expect(await bench.inbox('li')).toEqual(['T-2@2026-06-08'])
    at('2026-06-05T10:00')
    const paused = pauseClock(clock, { today: bench.today(), reason: '待补正', calendar: bench.calendars.now })
    await bench.commit('MATTER#1', 'test.returned', paused)
    await runUntil('2026-06-22')
    expect(await bench.inbox('li')).toHaveLength(1)
    at('2026-06-23T10:00')
    const resumed = resumeClock(paused.clock, { today: bench.today(), calendar: bench.calendars.now })
    expect(resumed.clock.dueOn).toBe('2026-06-24')
    await bench.commit('MATTER#1', 'test.corrected', resumed)
    await runUntil('2026-07-10')
    expect(await bench.inbox('li')).toEqual(['T-2@2026-06-08', 'T@2026-06-24', 'overdue@2026-06-24'])
  })

  it('tells whoever holds the post on the day', async () => {
    await bench.begin()
    await runUntil('2026-06-05')
    bench.posts.set('620702/reviewer', ['wang', 'chen'])
    await runUntil('2026-06-08')
    expect(await bench.inbox('li')).toEqual(['T-2@2026-06-08'])
    expect([await bench.inbox('wang'), await bench.inbox('chen')]).toEqual([['T@2026-06-08'], ['T@2026-06-08']])
  })

  it('tells the level above at once, and why, when nobody holds the post', async () => {
    bench.posts.delete('620702/reviewer')
    await bench.begin()
    await runUntil('2026-06-04')
    expect(await bench.inbox('zhao')).toEqual(['T-2@2026-06-08'])
    expect(await bench.bodies('zhao')).toEqual([expect.stringMatching(/^负责办理的岗位今天没有人在岗/)])
  })

  it('keeps what nobody can be told until somebody can, and fails once a day meanwhile', async () => {
    bench.posts.clear()
    await bench.begin()
    await runUntil('2026-06-03')
    for (const day of ['2026-06-04', '2026-06-05', '2026-06-06', '2026-06-07']) {
      at(`${day}T09:00`)
      await expect(sweep(bench.deps())).rejects.toThrow(NobodyToRemind)
      expect(await sweep(bench.deps())).toBe(0)
    }
    bench.posts.set('620702/reviewer', ['wang'])
    await runUntil('2026-06-09')
    expect(await bench.inbox('wang')).toEqual(['T@2026-06-08', 'overdue@2026-06-08'])
  })

  it('says what is true now after days without a server, and nothing that was slept through', async () => {
    await bench.begin('petition-receipt')
    at('2026-06-15T11:00')
    await sweep(bench.deps())
    expect(await bench.inbox('li')).toEqual(['T-2@2026-06-16'])
    expect(await bench.bodies('li')).toEqual([expect.stringContaining('还剩1日')])
    at('2026-12-01T11:00')
    await sweep(bench.deps())
    expect(await bench.inbox('li')).toEqual(['T-2@2026-06-16', 'overdue@2026-06-16'])
  })

  it('reminds of a minimum until its last day, and never calls it overdue', async () => {
    await bench.begin('comment-closing')
    await runUntil('2026-07-20')
    expect(await bench.inbox('li')).toEqual(['T-5', 'T-2', 'T'].map((s) => `${s}@2026-07-01`))
    expect(await bench.inbox('zhao')).toEqual([])
  })
})

describe('a year whose calendar is not loaded', () => {
  // An invented calendar of 2027, for this test only.
  const INVENTED = {
    year: 2027,
    source: { title: '示例·仅供测试', number: '示例', issued: '2026-12-30' },
    holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03', workdays: [] }],
  }

  it('is said once, nothing is guessed, and loading it fills the last day in, on record', async () => {
    at('2026-12-28T10:00')
    await bench.begin()
    await runUntil('2026-12-30')
    expect(await bench.inbox('li')).toEqual(['year-missing@unknown'])
    expect(await bench.bodies('li')).toEqual([expect.stringContaining('2027年放假安排尚未载入,到期日暂不能确定')])

    bench.calendars.now = chinaCalendar([...PUBLISHED, INVENTED])
    await sweep(bench.deps())
    expect((await readClock(bench.table(), 'MATTER#1', 'c1'))?.dueOn).toBe('2027-01-05')
    const types: unknown[] = []
    for await (const event of eventsAfter(bench.table(), 'MATTER#1', 0)) types.push([event.type, event.by.account])
    expect(types.at(-1)).toEqual(['clocks.recomputed', 'system'])
    const head = await bench.table().get({ pk: 'MATTER#1', sk: 'HEAD' })
    expect(head).toMatchObject({ title: '梁家墩镇道路拓宽', version: 2, seq: 2 })

    await runUntil('2027-01-06')
    expect((await bench.inbox('li')).slice(1)).toEqual(['T-2', 'T', 'overdue'].map((s) => `${s}@2027-01-05`))
  })
})
