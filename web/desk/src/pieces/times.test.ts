import { describe, expect, it } from 'vitest'
import { shortInstant, spokenDue } from './times.ts'

const now = new Date('2026-11-24T16:30:00Z') // 25 November, 00:30 in Zhangye

describe('how times are said', () => {
  it('goes by the day in Shanghai, whatever the zone of the machine', () => {
    expect(shortInstant(new Date('2026-11-24T16:03:00Z'), now)).toBe('00:03')
    expect(shortInstant(new Date('2026-11-24T06:03:00Z'), now)).toBe('昨天 14:03')
    expect(shortInstant(new Date('2026-11-20T06:03:00Z'), now)).toBe('11月20日 14:03')
    expect(shortInstant(new Date('2025-11-20T06:03:00Z'), now)).toBe('2025年11月20日 14:03')
  })

  it('says in words what is late, due today, soon, and not yet', () => {
    expect(spokenDue('2026-11-20', '2026-11-24')).toEqual({
      text: '已超期 4 天 · 11月20日(周五)',
      late: true,
      soon: false,
    })
    expect(spokenDue('2026-11-24', '2026-11-24').text).toBe('今天到期 · 11月24日(周二)')
    expect(spokenDue('2026-11-25', '2026-11-24').text).toBe('明天到期 · 11月25日(周三)')
    expect(spokenDue('2026-11-29', '2026-11-24')).toMatchObject({ soon: true })
    expect(spokenDue('2027-01-05', '2026-11-24')).toEqual({
      text: '还有 42 天 · 2027年1月5日(周二)',
      late: false,
      soon: false,
    })
  })
})
