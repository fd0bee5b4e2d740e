import { describe, expect, it } from 'vitest'
import { chinaCalendar } from '../../shared/calendar/china.ts'
import {
  CLOCK_RULES,
  ClockRow,
  closeClock,
  extendClock,
  pauseClock,
  resumeClock,
  shortenClock,
  startClock,
} from './offers.ts'
import { ReminderRow } from './store-rows.ts'

const calendar = chinaCalendar()
const rules = CLOCK_RULES
// An invented person.
const by = { account: 'li', name: '示例·李某', post: '620702-PLC.reviewer' }
const begin = (kind: string) =>
  startClock({
    pk: 'MATTER#1',
    kind,
    id: 'c1',
    today: '2026-06-01',
    calendar,
    rules,
    addressee: { organ: '620702-PLC', duty: 'reviewer' },
    superior: { organ: '6207-PLC', duty: 'inspector' },
    title: '梁家墩镇道路拓宽',
    link: '/matters/1',
    organPath: '6207/620702',
  })

describe('a clock as writes for the commit of its fact', () => {
  const started = begin('filing-review')

  it('puts the clock under the chain and its reminder beside it, both new', () => {
    expect(started.rows.map((w) => [w.put.pk, w.put.sk, w.when])).toEqual([['MATTER#1', 'CLOCK#c1', 'absent']])
    expect(started.others.map((w) => [w.put.pk, w.put.sk, w.when])).toEqual([['MATTER#1', 'REMIND#c1', 'absent']])
    expect(started.others[0]?.put).toMatchObject({
      step: 'T-2',
      duePk: expect.stringMatching(/^DUE#2026-06-04#[0-3]$/),
    })
  })

  const changes = {
    pause: () => pauseClock(started.clock, { today: '2026-06-02', reason: '待补正', calendar }),
    extend: () => extendClock(started.clock, { today: '2026-06-02', days: 5, reason: '会商', by, calendar, rules }),
    shorten: () =>
      shortenClock(begin('comment-closing').clock, {
        today: '2026-06-02',
        length: 10,
        reason: '防汛',
        by,
        calendar,
        rules,
      }),
    close: () =>
      closeClock(started.clock, { today: '2026-06-02', at: '2026-06-02T01:00:00Z', outcome: 'done', calendar }),
    resume: () => resumeClock(changes.pause().clock, { today: '2026-06-09', calendar }),
  }

  it.each(Object.keys(changes))('%s is guarded by the clock as it was read, and every row fits its schema', (name) => {
    const { clock, rows, others } = changes[name as keyof typeof changes]()
    expect(rows[0]?.when).toEqual([{ attribute: 'rev', is: clock.rev - 1 }])
    expect(ClockRow.parse(JSON.parse(JSON.stringify(rows[0]?.put)))).toEqual(clock)
    expect(ReminderRow.parse(others[0]?.put)).toMatchObject({ rev: clock.rev, n: 0, clock: 'c1' })
  })

  it('leaves the index of what falls due when it pauses or ends, and comes back when it goes on', () => {
    const due = (name: keyof typeof changes) => changes[name]().others[0]?.put.duePk
    expect([due('pause'), due('close')]).toEqual([undefined, undefined])
    expect('duePk' in (changes.close().others[0]?.put ?? {})).toBe(false)
    expect([due('resume'), due('extend'), due('shorten')]).toEqual([
      expect.stringContaining('2026-06-11'),
      expect.stringContaining('2026-06-08'),
      expect.stringContaining('2026-06-05'),
    ])
  })
})
