import { describe, expect, it } from 'vitest'
import { type MatterRef, recount, type Standing, standingOf, withMatter } from './standing.ts'

const matter = (id: string, more: Partial<MatterRef> = {}): MatterRef => ({
  id,
  title: '村道拓宽',
  organName: '梁家墩镇人民政府',
  organPath: '6207/620702/620702100',
  bodies: [],
  authorityName: '甘州区委政法委',
  cancelled: false,
  registeredAt: `2026-01-01T00:00:00.${id.padStart(3, '0')}Z`,
  ...more,
})

describe('how a project stands', () => {
  it('has none until a matter comes, is found while one lives, and is cancelled when all are', () => {
    const live = withMatter([], matter('1'))
    expect([standingOf([]), standingOf(live)]).toEqual(['none', 'found'])
    const cancelled = withMatter(live, matter('1', { cancelled: true }))
    expect(cancelled).toHaveLength(1)
    expect(standingOf(cancelled)).toBe('cancelled')
    expect(standingOf(withMatter(cancelled, matter('2')))).toBe('found')
  })

  it('never loses a living matter to cancelled ones, however many there are', () => {
    let matters = [matter('1')]
    for (let n = 2; n < 60; n++) matters = withMatter(matters, matter(String(n), { cancelled: true }))
    expect(matters).toHaveLength(20)
    expect(matters[0]?.id).toBe('1')
  })

  it('adds up, whatever way codes go', () => {
    const way: readonly (readonly [Standing | undefined, Standing])[] = [
      [undefined, 'none'],
      [undefined, 'found'],
      ['none', 'found'],
      ['found', 'cancelled'],
      ['found', 'found'],
    ]
    const totals = way.reduce((sum, [before, after]) => recount(sum, before, after), {
      total: 0,
      found: 0,
      cancelled: 0,
    })
    expect(totals).toEqual({ total: 2, found: 1, cancelled: 1 })
  })
})
