import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hashFile } from './hash.ts'

describe('hashing a file in the browser', () => {
  it.each([0, 1, 2 * 1024 * 1024, 5 * 1024 * 1024 + 7])('%i bytes: as the server will hash them', async (size) => {
    const bytes = Buffer.alloc(size, '稳评𠮷')
    const shares: number[] = []
    const got = await hashFile(new Blob([bytes]), (share) => shares.push(share))
    expect(got).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    if (size > 0) expect(shares.at(-1)).toBe(1)
  })
})
