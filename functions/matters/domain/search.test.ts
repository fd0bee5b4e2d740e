import { describe, expect, it } from 'vitest'
import { answersTo } from './search.ts'

const matter = {
  id: 'WP-620702100-2026-0007',
  title: '梁家墩镇村道拓宽工程',
  projectCode: '2026-620702-48-01-123456',
  area: '梁家墩镇四个村',
  organName: '梁家墩镇人民政府',
  filingNumber: '甘州稳评备〔2026〕12号',
}

describe('the search box', () => {
  it.each([
    '0007',
    '2026-0007',
    '村道',
    '拓宽 梁家墩',
    '2026-620702-48',
    '〔2026〕12号',
    '甘州稳评备',
    '村道',
    'wp-6207',
    '0007',
  ])('finds it by %s', (typed) => expect(answersTo(matter, typed)).toBe(true))
  it.each(['', '   ', '0008', '桥梁', '村道 桥梁', '123456'])('does not find it by “%s”', (typed) => {
    expect(answersTo(matter, typed)).toBe(false)
  })
})
