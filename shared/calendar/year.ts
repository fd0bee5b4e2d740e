import * as z from 'zod'
import type { LocalDate } from '../kernel/clock.ts'
import { date, line } from '../kernel/text.ts'
import { addDays, isWeekend, yearOf } from './day.ts'

/** One holiday as the notice gives it: the days off in a row, and the weekend days worked for them (调休). */
const Holiday = z.strictObject({
  name: line({ min: 1, max: 20, label: '节日名称' }),
  from: date('放假第一天'),
  to: date('放假最后一天'),
  workdays: z.array(date('调休上班日')).max(5),
})

const Year = z.strictObject({
  year: z.int({ error: '年份应为整数' }).min(2000, '年份过早').max(2100, '年份过晚'),
  /** The State Council's notice. Without one there is no calendar: nobody may make it up. */
  source: z.strictObject({
    title: line({ min: 5, max: 100, label: '通知名称' }),
    number: line({ min: 5, max: 50, label: '发文字号' }),
    issued: date('印发日期'),
  }),
  holidays: z.array(Holiday).min(6, '节日不全:元旦、春节、清明、劳动、端午、中秋、国庆缺一不可').max(10, '节日过多'),
})

/** Statutory days that lie on fixed dates (全国年节及纪念日放假办法, 国令795, 第二条): a notice without them is a typing error. */
const ALWAYS_OFF = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03']

/**
 * A year's days off, checked: every date exists, periods do not meet, made-up workdays are weekend days, statutory days
 * are there. A period may begin in the December before (元旦 of 2019 began on 2018-12-30 and made 12-29 a workday).
 */
export const CalendarYear = Year.superRefine((value, ctx) => {
  const problem = (path: (string | number)[], message: string) => ctx.addIssue({ code: 'custom', path, message })
  const off = new Set<LocalDate>()
  const work = value.holidays.flatMap((h) => h.workdays)
  value.holidays.forEach((holiday, i) => {
    const days = daysOf(holiday)
    if (days.length === 0 || days.length > 12) problem(['holidays', i], `${holiday.name}的起止日期有误`)
    for (const day of days) {
      if (off.has(day)) problem(['holidays', i], `${day}重复出现在两个节日里`)
      off.add(day)
    }
    for (const day of [...days, ...holiday.workdays])
      if (!belongs(day, value.year)) problem(['holidays', i], `${day}不属于${value.year}年的安排`)
  })
  for (const day of work) {
    if (!isWeekend(day)) problem(['holidays'], `调休上班日${day}不是周末,请核对`)
    if (off.has(day)) problem(['holidays'], `${day}既放假又上班,请核对`)
  }
  if (new Set(work).size !== work.length) problem(['holidays'], '调休上班日有重复')
  for (const day of ALWAYS_OFF)
    if (!off.has(`${value.year}-${day}`)) problem(['holidays'], `缺少法定节假日${value.year}-${day}`)
  if (yearOf(value.source.issued) < value.year - 1)
    problem(['source', 'issued'], '印发日期过早,请核对是不是这一年的通知')
})

export type CalendarYear = z.output<typeof CalendarYear>

const belongs = (day: LocalDate, year: number) => yearOf(day) === year || day.startsWith(`${year - 1}-12-`)

/** The days off of one holiday, in order; empty when it ends before it starts or runs on for weeks. */
export function daysOf(holiday: { readonly from: LocalDate; readonly to: LocalDate }): LocalDate[] {
  const days: LocalDate[] = []
  for (let day = holiday.from; day <= holiday.to && days.length <= 12; day = addDays(day, 1)) days.push(day)
  return days
}
