import { describe, expect, it } from 'vitest'
import { chinaCalendar, PUBLISHED } from './china.ts'
import { CalendarYear } from './year.ts'
import { YEAR_2025 } from './years/2025.ts'
import { YEAR_2026 } from './years/2026.ts'

const messages = (value: unknown) => CalendarYear.safeParse(value).error?.issues.map((i) => i.message) ?? []
const with2026 = (change: (holidays: typeof YEAR_2026.holidays) => unknown) => ({
  ...YEAR_2026,
  holidays: change(YEAR_2026.holidays),
})

describe('a calendar year', () => {
  it('as published passes its own check', () => {
    for (const year of PUBLISHED) expect(CalendarYear.parse(year)).toEqual(year)
  })

  it('is refused when a made-up workday is not a weekend day', () => {
    const wrong = with2026((h) => h.map((x) => (x.name === '春节' ? { ...x, workdays: ['2026-02-13'] } : x)))
    expect(messages(wrong)).toEqual(['调休上班日2026-02-13不是周末,请核对'])
  })

  it('is refused when a statutory day is missing, two holidays meet, or one ends before it starts', () => {
    expect(messages(with2026((h) => h.map((x) => (x.name === '劳动节' ? { ...x, to: '2026-05-01' } : x))))).toEqual([
      '缺少法定节假日2026-05-02',
    ])
    expect(messages(with2026((h) => h.map((x) => (x.name === '端午节' ? { ...x, to: '2026-06-18' } : x))))).toEqual([
      '端午节的起止日期有误',
    ])
    expect(
      messages(with2026((h) => [...h, { name: '又一个', from: '2026-10-07', to: '2026-10-08', workdays: [] }])),
    ).toEqual(['2026-10-07重复出现在两个节日里'])
  })

  it('is refused with the dates of another year, without a notice, or with unknown fields', () => {
    expect(messages({ ...YEAR_2026, year: 2027 }).length).toBeGreaterThan(0)
    expect(messages({ ...YEAR_2026, source: { ...YEAR_2026.source, number: '' } })).toContain('请填写发文字号')
    expect(CalendarYear.safeParse({ ...YEAR_2026, guessed: true }).success).toBe(false)
  })

  it('may reach back into December, as the one of 2019 did', () => {
    const year = {
      ...YEAR_2026,
      holidays: YEAR_2026.holidays.map((h) =>
        h.name === '元旦' ? { ...h, from: '2025-12-31', workdays: ['2025-12-28'] } : h,
      ),
    }
    const calendar = chinaCalendar([CalendarYear.parse(year), YEAR_2025])
    expect(calendar.isWorkingDay('2025-12-31')).toBe(false)
    expect(calendar.isWorkingDay('2025-12-28')).toBe(true)
  })
})
