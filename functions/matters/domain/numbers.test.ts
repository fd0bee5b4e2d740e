import { describe, expect, it } from 'vitest'
import { MATTER_ID, matterNumber } from './numbers.ts'

describe('numbers people say', () => {
  it('keeps matter numbers apart by organ, year and sequence, past 9999 too', () => {
    expect(matterNumber('620702100', 2026, 7)).toBe('WP-620702100-2026-0007')
    for (const id of [matterNumber('620702-JTJ', 2026, 12345), 'WP-620702100-2026-0007']) expect(id).toMatch(MATTER_ID)
    for (const id of ['WP-620702100-2026-7', 'wp-620702100-2026-0007', 'WP--2026-0007'])
      expect(id).not.toMatch(MATTER_ID)
  })
})
