import { describe, expect, it } from 'vitest'
import { Session } from './session.ts'
import type { Tokens } from './tokens.ts'

const tokens = (access: string, more: Partial<Tokens> = {}): Tokens => ({
  access,
  staleAt: 1_000,
  refresh: `refresh-of-${access}`,
  subject: 'account-1',
  ...more,
})

function signedIn(renew: (refresh: string) => Promise<Tokens | undefined>, first = tokens('a')) {
  const clock = { now: 0 }
  const kept: unknown[] = []
  const session = new Session({ now: () => clock.now, renew, keep: (k) => kept.push(k) }, first)
  return { session, clock, kept }
}
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('a session', () => {
  it('hands out its token until it is stale, then renews once for all that ask', async () => {
    const used: string[] = []
    const { session, clock, kept } = signedIn(async (refresh) => {
      used.push(refresh)
      return tokens('b', { staleAt: 2_000 })
    })
    expect(await session.token()).toBe('a')
    clock.now = 1_000
    expect(await Promise.all([session.token(), session.token(), session.token()])).toEqual(['b', 'b', 'b'])
    expect(used).toEqual(['refresh-of-a'])
    expect(kept.at(-1)).toEqual({ refresh: 'refresh-of-b', subject: 'account-1' })
  })

  it('renews a token that the server has turned down, though it is not stale', async () => {
    const { session } = signedIn(async () => tokens('b'))
    expect(await session.token('a')).toBe('b')
    expect(await session.token()).toBe('b')
  })

  it('does not renew again for a request that was turned down with the token before', async () => {
    let renewals = 0
    const { session } = signedIn(async () => tokens(`b${++renewals}`))
    await session.token('a')
    expect(await session.token('a')).toBe('b1')
  })

  it('lets requests wait when it is over, and lets them go on after the same person signed in', async () => {
    const { session, clock } = signedIn(async () => undefined)
    let changes = 0
    session.watch(() => changes++)
    clock.now = 1_000
    const waiting = [session.token(), session.token()]
    await settled()
    expect(session.state()).toBe('expired')
    expect(session.signedIn(tokens('c', { staleAt: 9_000 }))).toBe('continued')
    expect(await Promise.all(waiting)).toEqual(['c', 'c'])
    expect(session.state()).toBe('signed-in')
    expect(changes).toBe(2)
  })

  it('never sends in the name of another person', async () => {
    const { session, clock } = signedIn(async () => undefined)
    clock.now = 1_000
    const waiting = session.token()
    await settled()
    expect(session.signedIn(tokens('x', { subject: 'account-2' }))).toBe('other-person')
    expect(session.state()).toBe('expired')
    session.decline()
    await expect(waiting).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('ends requests at once while the person looks at the page first, and goes on when asked', async () => {
    const { session, clock } = signedIn(async () => undefined)
    clock.now = 1_000
    const first = session.token()
    await settled()
    session.decline()
    await expect(first).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(session.token()).rejects.toMatchObject({ code: 'unauthenticated' })
    session.ask()
    const second = session.token()
    session.signedIn(tokens('c', { staleAt: 9_000 }))
    expect(await second).toBe('c')
  })

  it('is not over when the issuer could not be reached', async () => {
    let down = true
    const { session, clock } = signedIn(async () => {
      if (down) throw new TypeError('Failed to fetch')
      return tokens('b', { staleAt: 9_000 })
    })
    clock.now = 1_000
    await expect(session.token()).rejects.toThrow('Failed to fetch')
    expect(session.state()).toBe('signed-in')
    down = false
    expect(await session.token()).toBe('b')
  })

  it('waits for a sign-in when it has no refresh token at all', async () => {
    const { session, clock, kept } = signedIn(async () => tokens('b'), tokens('a', { refresh: undefined }))
    clock.now = 1_000
    const waiting = session.token()
    await settled()
    expect(session.state()).toBe('expired')
    expect(kept.at(-1)).toBeUndefined()
    session.signedIn(tokens('c', { staleAt: 9_000 }))
    expect(await waiting).toBe('c')
  })
})
