import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CalendarMissing } from './calendar.ts'
import { chinaCalendar } from './china.ts'
import { folderOfYears, loadYear } from './folder.ts'
import { YEAR_2026 } from './years/2026.ts'

describe('the folder of loaded calendars', () => {
  let dir: string
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'calendar-'))
  })
  afterEach(() => rmSync(dir, { recursive: true }))

  it('gives a year to a running server as soon as it was loaded', () => {
    const calendar = chinaCalendar([], folderOfYears(dir))
    expect(() => calendar.isWorkingDay('2026-02-14')).toThrow(CalendarMissing)
    expect(loadYear(dir, JSON.stringify(YEAR_2026)).year).toBe(2026)
    expect(calendar.isWorkingDay('2026-02-14')).toBe(true)
    expect(readdirSync(dir)).toEqual(['2026.json'])
  })

  it('takes nothing with a mistake, and names it', () => {
    const wrong = { ...YEAR_2026, holidays: YEAR_2026.holidays.filter((h) => h.name !== '劳动节') }
    expect(() => loadYear(dir, JSON.stringify(wrong))).toThrow(/缺少法定节假日2026-05-01/)
    expect(() => loadYear(dir, 'not json')).toThrow(/没有载入/)
    expect(readdirSync(dir)).toEqual([])
  })

  it('counts a file that is broken or of another year as not loaded', () => {
    writeFileSync(join(dir, '2026.json'), '{')
    writeFileSync(join(dir, '2027.json'), JSON.stringify(YEAR_2026))
    const years = folderOfYears(dir)
    expect(years(2026)).toBeUndefined()
    expect(years(2027)).toBeUndefined()
  })
})
