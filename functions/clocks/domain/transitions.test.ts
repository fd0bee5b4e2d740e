import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chinaCalendar } from '../../../shared/calendar/china.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import { dueOf } from './due.ts'
import { ruleFor } from './rule.ts'
import { CLOCK_RULES } from './rule-data.ts'
import { close, extend, pause, recompute, resume, type Start, shorten, start } from './transitions.ts'

const calendar = chinaCalendar()
// 示例·invented people
const by = { account: 'a-1', name: '示例·王某', post: 'p-1' }
const rule = (kind: string) => ruleFor(CLOCK_RULES, kind, '2026-06-01')
const begin = (kind: string, startedOn = '2026-06-01', more: Partial<Start> = {}) =>
  start(
    {
      id: 'c1',
      rule: ruleFor(CLOCK_RULES, kind, startedOn),
      startedOn,
      addressee: { organ: '620702', duty: 'reviewer' },
      superior: { organ: '6207', duty: 'reviewer' },
      title: '梁家墩镇道路拓宽',
      link: '/matters/WP-1',
      organPath: '6207/620702',
      ...more,
    },
    calendar,
  )
const refused = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
  return 'done'
}

describe('a clock that starts', () => {
  it('counts from the next day, in the days of its rule', () => {
    expect(begin('filing-review').dueOn).toBe('2026-06-08')
    expect(begin('comment-closing', '2026-09-01').dueOn).toBe('2026-10-08')
    expect(begin('land-preannounce', '2026-09-30').dueOn).toBe('2026-10-20')
  })

  it('refuses a call for opinions of twenty days, unless the reason for it is printed', () => {
    expect(refused(() => begin('comment-closing', '2026-06-01', { length: 20 }))).toBe('rule')
    const shortened = { length: 20, reason: '汛期抢险,情况紧急', by }
    expect(begin('comment-closing', '2026-06-01', { shortened }).dueOn).toBe('2026-06-22')
    expect(refused(() => begin('comment-closing', '2026-06-01', { shortened: { ...shortened, reason: ' ' } }))).toBe(
      'rule',
    )
  })

  it('takes a longer minimum and a shorter maximum, not the other way round', () => {
    expect(begin('comment-closing', '2026-06-01', { length: 45 }).dueOn).toBe('2026-07-16')
    expect(begin('filing-review', '2026-06-01', { length: 3 }).dueOn).toBe('2026-06-04')
    expect(refused(() => begin('filing-review', '2026-06-01', { length: 6 }))).toBe('rule')
  })

  it('cannot shorten what the law does not let it shorten', () => {
    const less = { length: 5, reason: '赶工期', by, on: '2026-06-02' }
    expect(refused(() => shorten(begin('land-preannounce'), rule('land-preannounce'), less, calendar))).toBe('rule')
  })

  it('does not guess its last day in a year that is not loaded, and knows it once it is', () => {
    const clock = begin('filing-review', '2026-12-28')
    expect([clock.dueOn, clock.missingYear]).toEqual(['unknown', 2027])
    expect(recompute(clock, calendar)).toBe(clock)
    // An invented calendar of 2027, for this test only.
    const later = chinaCalendar([], (year) => ({ ...INVENTED, year }))
    expect(recompute(clock, later)).toMatchObject({ dueOn: '2027-01-05', missingYear: null, rev: 2 })
  })
})

const INVENTED = {
  year: 2027,
  source: { title: '示例·仅供测试', number: '示例', issued: '2026-11-01' },
  holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03', workdays: [] }],
}

describe('a minimum clock', () => {
  it('cannot be ended on its last day, only after it', () => {
    const clock = begin('comment-closing')
    expect(clock.dueOn).toBe('2026-07-01')
    const end = (on: string) => refused(() => close(clock, { on, at: `${on}T09:00:00Z`, outcome: 'done' }))
    expect([end('2026-06-20'), end('2026-07-01'), end('2026-07-02')]).toEqual(['rule', 'rule', 'done'])
  })

  it('ends early when it was shortened with a reason, and keeps that reason', () => {
    const short = shorten(
      begin('comment-closing'),
      rule('comment-closing'),
      { length: 10, reason: '防汛', by, on: '2026-06-03' },
      calendar,
    )
    expect(short.dueOn).toBe('2026-06-11')
    expect(close(short, { on: '2026-06-12', at: '2026-06-12T01:00:00Z', outcome: 'done' }).shortened?.reason).toBe(
      '防汛',
    )
  })

  it('falls away with its matter on any day, and cannot be ended while nobody knows its last day', () => {
    const clock = begin('comment-closing', '2026-12-20')
    expect(clock.dueOn).toBe('unknown')
    expect(refused(() => close(clock, { on: '2027-03-01', at: '', outcome: 'done' }))).toBe('rule')
    expect(close(clock, { on: '2026-12-21', at: '', outcome: 'void' }).state).toBe('closed')
  })
})

describe('a pause', () => {
  it('gives back exactly the days it took', () => {
    // Monday + 5 working days; paused Wednesday to the next Thursday: six working days do not count.
    const paused = pause(begin('filing-review'), '2026-06-03', '待补正')
    const on = resume(paused, '2026-06-11', calendar)
    expect(on.dueOn).toBe('2026-06-16')
    expect(on.pauses).toEqual([{ from: '2026-06-03', to: '2026-06-11', reason: '待补正' }])
  })

  it('that began after the last day does not heal what was overdue', () => {
    const paused = pause(begin('filing-review'), '2026-06-12', '待补正')
    expect(resume(paused, '2026-06-30', calendar).dueOn).toBe('2026-06-08')
  })

  it('of any length moves a working-day clock by the working days in it', () => {
    const n = fc.integer({ min: 0, max: 30 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 }), n, (before, days) => {
        const from = calendar.addDays('2026-06-01', before)
        const to = calendar.addDays(from, days)
        const clock = resume(pause(begin('filing-review'), from, '补正'), to, calendar)
        const took = Array.from({ length: days }, (_, i) => calendar.addDays(from, i + 1)).filter((d) =>
          calendar.isWorkingDay(d),
        )
        return clock.dueOn === calendar.lastDay('2026-06-01', 5 + took.length, 'working')
      }),
    )
  })

  it('cannot begin twice, nor end when there is none, nor stop a clock that ended', () => {
    const clock = begin('filing-review')
    const closed = close(clock, { on: '2026-06-02', at: '', outcome: 'done' })
    expect(refused(() => pause(pause(clock, '2026-06-02', '补正'), '2026-06-03', '补正'))).toBe('wrong-state')
    expect(refused(() => resume(clock, '2026-06-03', calendar))).toBe('wrong-state')
    expect(refused(() => pause(closed, '2026-06-03', '补正'))).toBe('wrong-state')
    expect(refused(() => close(closed, { on: '2026-06-03', at: '', outcome: 'done' }))).toBe('wrong-state')
  })
})

describe('an extension', () => {
  const more = (days: number, on = '2026-06-05') => ({ days, reason: '需要会商', by, on })

  it('keeps who and why, and moves the last day', () => {
    const longer = extend(begin('filing-review'), rule('filing-review'), more(3), calendar)
    expect(longer.dueOn).toBe('2026-06-11')
    expect(longer.extensions).toEqual([{ days: 3, reason: '需要会商', by, on: '2026-06-05' }])
  })

  it('stays within times and days, has a reason, and comes in time', () => {
    const clock = begin('filing-review')
    const once = extend(clock, rule('filing-review'), more(2), calendar)
    expect(refused(() => extend(once, rule('filing-review'), more(1), calendar))).toBe('rule')
    expect(refused(() => extend(clock, rule('filing-review'), more(6), calendar))).toBe('rule')
    expect(refused(() => extend(clock, rule('filing-review'), more(2, '2026-06-09'), calendar))).toBe('rule')
    expect(refused(() => extend(clock, rule('filing-review'), { ...more(2), reason: '' }, calendar))).toBe('rule')
    expect(refused(() => extend(begin('petition-receipt'), rule('petition-receipt'), more(2), calendar))).toBe('rule')
  })
})

it('any record gives the same last day however often it is reckoned', () => {
  const clock = resume(pause(begin('comment-closing'), '2026-06-10', '不可抗力'), '2026-06-20', calendar)
  expect(dueOf(clock, calendar).dueOn).toBe(clock.dueOn)
  expect(recompute(clock, calendar)).toBe(clock)
})

describe('the rules', () => {
  it('each name their source, and each default says that its source is not settled or local', () => {
    for (const r of CLOCK_RULES) {
      expect(r.source.length, r.kind).toBeGreaterThan(8)
      if (r.mark === 'D') expect(r.source, r.kind).toMatch(/来源未定|无全国统一|地方做法/)
    }
  })

  it('are taken as of the day on which a clock starts', () => {
    const newer = { ...rule('filing-review'), length: 7, from: '2026-07-01', source: '示例·某市2026年细则第九条' }
    const rules = [...CLOCK_RULES, newer]
    expect(ruleFor(rules, 'filing-review', '2026-06-30').length).toBe(5)
    expect(ruleFor(rules, 'filing-review', '2026-07-01').length).toBe(7)
    expect(() => ruleFor(rules, 'comment-closing', '2019-08-31')).toThrow(RangeError)
  })
})
