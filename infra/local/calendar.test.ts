import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { YEAR_2026 } from '../../shared/calendar/years/2026.ts'
import { calendarCommand, calendarDir } from './calendar.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'calendar-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

it('an operator loads a year from its file and reads back what was understood', () => {
  const file = join(dir, 'notice.json')
  writeFileSync(file, JSON.stringify(YEAR_2026))
  const said = calendarCommand(['load', file], join(dir, 'years'))
  expect(said).toContain('已载入 2026 年放假安排(国务院办公厅关于2026年部分节假日安排的通知,国办发明电〔2025〕7号)')
  expect(said).toContain('春节 2026-02-15 至 2026-02-23,2026-02-14 上班,2026-02-28 上班')
  expect(JSON.parse(calendarCommand(['show', '2026'], join(dir, 'years')))).toEqual(YEAR_2026)
})

it('an operator who mistypes is told what to do, and nothing is loaded', () => {
  expect(() => calendarCommand(['load', join(dir, 'nowhere.json')], dir)).toThrow(/读不到文件/)
  expect(() => calendarCommand(['guess', '2027'], dir)).toThrow(/用法/)
  expect(() => calendarCommand([], dir)).toThrow(/用法/)
  expect(calendarCommand(['show', '2027'], dir)).toContain('没有单独载入')
})

it('calendars lie with the data, where the server looks for them', () => {
  expect(calendarDir({})).toBe(join('.data', 'calendar'))
  expect(calendarDir({ DATA_DIR: '/srv/wenping' })).toBe('/srv/wenping/calendar')
})
