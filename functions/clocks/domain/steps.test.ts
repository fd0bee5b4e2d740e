import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chinaCalendar } from '../../../shared/calendar/china.ts'
import type { Running } from './clock.ts'
import { describeClock } from './describe.ts'
import { reminderText } from './message.ts'
import { followingReminding, nextReminding, presentReminding, remindings } from './steps.ts'
import { pause } from './transitions.ts'

const calendar = chinaCalendar()
const clock = (more: Partial<Running>): Running => ({
  id: 'c1',
  rev: 1,
  state: 'running',
  kind: 'filing-review',
  label: '备案审查',
  bounds: 'maximum',
  startedOn: '2026-06-01',
  length: 10,
  dayKind: 'working',
  basis: '示例·某市细则第九条',
  mark: 'D',
  pauses: [],
  extensions: [],
  shortened: null,
  dueOn: '2026-06-15',
  missingYear: null,
  addressee: { organ: '620702', duty: 'reviewer' },
  superior: { organ: '6207', duty: 'reviewer' },
  title: '梁家墩镇道路拓宽',
  link: '/matters/WP-1',
  organPath: '6207/620702',
  ...more,
})
const plan = (more: Partial<Running>) => remindings(clock(more), calendar).map((r) => `${r.step} ${r.on}`)

describe('the days of a reminder', () => {
  it('count back in working days where the clock does', () => {
    expect(plan({})).toEqual(['T-5 2026-06-08', 'T-2 2026-06-11', 'T 2026-06-15', 'overdue 2026-06-16'])
  })

  it('leave out what a short clock has no room for', () => {
    expect(plan({ dueOn: '2026-06-04', length: 3 })).toEqual(['T-2 2026-06-02', 'T 2026-06-04', 'overdue 2026-06-05'])
    expect(plan({ dueOn: '2026-06-02', length: 1 })).toEqual(['T 2026-06-02', 'overdue 2026-06-03'])
  })

  it('come before a holiday, not in it, and only once on one day', () => {
    const natural = { dayKind: 'natural', startedOn: '2026-09-01', dueOn: '2026-10-08', length: 30 } as const
    expect(plan({ ...natural, bounds: 'minimum' })).toEqual(['T-2 2026-09-30', 'T 2026-10-08'])
  })

  it('have no overdue for a minimum, and are none while the last day is unknown', () => {
    expect(plan({ bounds: 'minimum' }).at(-1)).toBe('T 2026-06-15')
    expect(plan({ dueOn: 'unknown', missingYear: 2027 })).toEqual([])
    expect(nextReminding(clock({ dueOn: 'unknown', missingYear: 2027 }), '2026-06-01', calendar)?.step).toBe(
      'year-missing',
    )
  })

  it('say that it is overdue on the next day where the next calendar is not loaded', () => {
    expect(plan({ dueOn: '2026-12-31', startedOn: '2026-12-17' }).at(-1)).toBe('overdue 2027-01-01')
  })

  it('go on from the present truth after a night without a server', () => {
    const c = clock({})
    expect(presentReminding(c, 'T-5', '2026-06-12', calendar)?.step).toBe('T-2')
    expect(presentReminding(c, 'T-5', '2026-07-01', calendar)?.step).toBe('overdue')
    expect(presentReminding(c, 'T-2', '2026-06-10', calendar)).toBeUndefined()
    expect(followingReminding(c, 'T-2', '2026-06-12', calendar)?.step).toBe('T')
    expect(followingReminding(c, 'overdue', '2026-07-01', calendar)).toBeUndefined()
  })

  it('for a clock taken up late begin with what is still ahead, or with being overdue', () => {
    expect(nextReminding(clock({}), '2026-06-08', calendar)?.step).toBe('T-2')
    expect(nextReminding(clock({}), '2026-06-15', calendar)?.step).toBe('T')
    expect(nextReminding(clock({}), '2026-06-30', calendar)).toEqual({ step: 'overdue', on: '2026-06-16' })
    expect(nextReminding(pause(clock({}), '2026-06-03', '补正'), '2026-06-03', calendar)).toBeUndefined()
  })

  it('are in order, after the start, and end on the last day or after it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 250 }),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom('natural' as const, 'working' as const),
        (offset, length, dayKind) => {
          const startedOn = calendar.addDays('2025-12-25', offset)
          const dueOn = calendar.lastDay(startedOn, length, dayKind)
          const days = remindings(clock({ startedOn, length, dayKind, dueOn }), calendar)
          const sorted = days.every((r, i) => r.on > (days[i - 1]?.on ?? startedOn) && calendar.isWorkingDay(r.on))
          return sorted && days.at(-2)?.on === dueOn && days.at(-1)?.step === 'overdue'
        },
      ),
    )
  })
})

describe('a clock as people see it', () => {
  const shown = (today: string, more: Partial<Running> = {}) => describeClock(clock(more), today, calendar)

  it('says how much is left, that it is today, or how long it is over', () => {
    expect(shown('2026-06-10')).toMatchObject({
      label: '备案审查还剩3个工作日,2026年6月15日到期',
      daysLeft: 3,
      state: 'running',
    })
    expect(shown('2026-06-15')).toMatchObject({ label: '备案审查今天到期', daysLeft: 0, state: 'running' })
    expect(shown('2026-06-17')).toMatchObject({
      label: '备案审查已逾期2个工作日,应于2026年6月15日前办结',
      daysLeft: -2,
      state: 'overdue',
    })
  })

  it('never calls a minimum overdue', () => {
    const minimum = { bounds: 'minimum', label: '公开征求意见' } as const
    expect(shown('2026-06-10', minimum).label).toBe('公开征求意见到2026年6月15日届满,此前不能提前结束')
    expect(shown('2026-06-20', minimum)).toMatchObject({ label: '公开征求意见已于2026年6月15日届满', state: 'running' })
  })

  it('says that the last day is not known, with the year that is missing', () => {
    const unknown = shown('2026-12-29', { dueOn: 'unknown', missingYear: 2027 })
    expect(unknown).toMatchObject({
      label: '备案审查:2027年放假安排尚未载入,到期日暂不能确定',
      dueOn: null,
      daysLeft: null,
      state: 'unknown',
    })
  })

  it('stays overdue when the days since cannot be counted', () => {
    const c = shown('2027-02-01', { dueOn: '2026-12-31' })
    expect(c).toMatchObject({ state: 'overdue', daysLeft: null, label: '备案审查已逾期,应于2026年12月31日前办结' })
  })

  it('prints the reason for which it was shortened', () => {
    const by = { account: 'a', name: '示例·王某', post: 'p' }
    expect(shown('2026-06-10', { shortened: { length: 5, reason: '防汛', by, on: '2026-06-02' } }).basis).toContain(
      '缩短理由:防汛',
    )
  })

  it('tells the superior, and whoever gets it instead, why', () => {
    const text = (receiver: 'holder' | 'superior' | 'instead') =>
      reminderText(clock({}), 'overdue', receiver, '2026-06-16', calendar)
    expect(text('holder').title).toBe('已经逾期:备案审查——梁家墩镇道路拓宽')
    expect(text('holder').body).toBe(
      '备案审查已逾期1个工作日,应于2026年6月15日前办结。起算日:2026年6月1日。依据:示例·某市细则第九条。',
    )
    expect(text('superior').body).toMatch(/^该事项由您下级单位的岗位办理,已经逾期/)
    expect(text('instead').body).toMatch(/没有人在岗/)
  })
})
