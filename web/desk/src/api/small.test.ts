import { describe, expect, it } from 'vitest'
import { ActionKey } from './action-key.ts'
import { ApiError } from './problem.ts'
import { waitBefore } from './retry.ts'
import { urlOf } from './url.ts'

describe('an address', () => {
  it('keeps odd but lawful text to the letter', () => {
    expect(urlOf('/api/search', {}, { q: '𠮷 & 道路/拓宽?', kind: ['a', 'b'], none: undefined, blank: '' })).toBe(
      `/api/search?${new URLSearchParams([
        ['q', '𠮷 & 道路/拓宽?'],
        ['kind', 'a'],
        ['kind', 'b'],
      ])}`,
    )
    expect(urlOf('/api/m/{id}/x', { id: 'a/b?c' })).toBe('/api/m/a%2Fb%3Fc/x')
  })

  it('refuses to guess a missing part', () => {
    expect(() => urlOf('/api/m/{id}', {})).toThrow('{id}')
  })
})

describe('when to try again', () => {
  it('gives up on refusals, after three waits, and when told to come back much later', () => {
    expect(waitBefore(1, { status: 409 }, () => 0.5)).toBeUndefined()
    expect(waitBefore(4, { status: 0 }, () => 0.5)).toBeUndefined()
    expect(waitBefore(1, { status: 429, retryAfter: '60' }, () => 0.5)).toBeUndefined()
  })

  it('waits at least as long as the server asks', () => {
    expect(waitBefore(1, { status: 429, retryAfter: '2' }, () => 0.5)).toBe(2000)
  })
})

describe('the key of an action', () => {
  const keys = () => {
    let n = 0
    return new ActionKey(() => `k${++n}`)
  }

  it('stays the same while nobody knows whether it was done', () => {
    const key = keys()
    const first = key.of({ version: 3 })
    key.failed(new ApiError('network', ''))
    expect(key.of({ version: 3 })).toBe(first)
  })

  it('changes with the input, after it was done, and after it was refused', () => {
    const key = keys()
    const seen = [key.of({ version: 3 }), key.of({ version: 4 })]
    key.succeeded()
    seen.push(key.of({ version: 4 }))
    key.failed(new ApiError('rule', ''))
    seen.push(key.of({ version: 4 }))
    expect(new Set(seen).size).toBe(4)
  })
})
