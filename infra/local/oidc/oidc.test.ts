import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { jwtVerifier } from '../../../shared/identity/verifier.ts'
import { silent } from '../../../shared/observe/observe.ts'
import {
  ACCOUNTS,
  askToken,
  authPath,
  Browser,
  DEV,
  newVerifier,
  openRig,
  type Rig,
  redeem,
  signInAs,
} from '../../../test/support/oidc-rig.ts'
import { deskClient } from './clients.ts'
import { openOidc } from './oidc.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig.stop())
beforeEach(() => {
  rig.accounts = ACCOUNTS
})

const verifierOf = (of: Rig) =>
  jwtVerifier({ issuer: `${of.origin}/oidc`, audience: 'wenping', jwks: () => of.oidc().jwks() })

async function signedIn(account = 'lj-filer') {
  const browser = new Browser(rig.origin)
  const verifier = newVerifier()
  const callback = await signInAs(browser, rig, account, verifier)
  return { browser, callback, verifier, tokens: await redeem(rig, callback, verifier) }
}
const refresh = (refresh_token: string) => askToken(rig, { grant_type: 'refresh_token', refresh_token })

describe('signing in on one machine', () => {
  it('gives whoever presses an account a token that the API takes', async () => {
    const { callback, tokens } = await signedIn('gz-reviewer')
    expect(callback.href.startsWith(`${rig.origin}/desk/callback?`)).toBe(true)
    expect(callback.searchParams.get('state')).toBe('the-state')
    expect(callback.searchParams.get('iss')).toBe(`${rig.origin}/oidc`)
    expect(await verifierOf(rig).verify(tokens.access_token)).toEqual({ subject: 'gz-reviewer' })
    expect(decodeProtectedHeader(tokens.access_token)).toMatchObject({ alg: 'RS256', typ: 'at+jwt' })
    expect(tokens.expires_in).toBeLessThanOrEqual(3600)
    expect(decodeJwt(tokens.id_token)).toMatchObject({ aud: 'desk', nonce: 'the-nonce', name: '示例·甘审查<b>' })
  })

  it('gives an ID token that the API does not take', async () => {
    const { tokens } = await signedIn()
    await expect(verifierOf(rig).verify(tokens.id_token)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('publishes the keys, so that a verifier elsewhere takes its tokens too', async () => {
    const discovery = await fetch(`${rig.origin}/oidc/.well-known/openid-configuration`).then((r) => r.json())
    expect(discovery).toMatchObject({ issuer: `${rig.origin}/oidc`, code_challenge_methods_supported: ['S256'] })
    const remote = jwtVerifier({ issuer: discovery.issuer, audience: 'wenping', jwks: new URL(discovery.jwks_uri) })
    expect(await remote.verify((await signedIn()).tokens.access_token)).toEqual({ subject: 'lj-filer' })
    const { keys } = await fetch(discovery.jwks_uri).then((r) => r.json())
    expect(Object.keys(keys[0]).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
  })

  it('asks nobody twice: a second tab is signed in by the session, without a page', async () => {
    const { browser } = await signedIn()
    const verifier = newVerifier()
    const { url } = await browser.follow(await browser.open(authPath(rig, verifier)))
    expect(await verifierOf(rig).verify((await redeem(rig, url as URL, verifier)).access_token)).toEqual({
      subject: 'lj-filer',
    })
  })

  it('refuses the token of another issuer with the same accounts', async () => {
    const elsewhere = await openRig()
    try {
      const { tokens } = await signedIn()
      await expect(verifierOf(elsewhere).verify(tokens.access_token)).rejects.toMatchObject({ code: 'unauthenticated' })
    } finally {
      await elsewhere.stop()
    }
  })
})

describe('renewing', () => {
  it('gives a new token and a new refresh token; the old one works no more, and takes the new one with it', async () => {
    const { tokens } = await signedIn()
    const renewed = await refresh(tokens.refresh_token).then((r) => r.json())
    expect(await verifierOf(rig).verify(renewed.access_token)).toEqual({ subject: 'lj-filer' })
    expect(renewed.refresh_token).not.toBe(tokens.refresh_token)
    expect((await refresh(tokens.refresh_token)).status).toBe(400)
    expect((await refresh(renewed.refresh_token)).status).toBe(400)
  })

  it('survives a restart, and so do the session and the keys', async () => {
    const { browser, tokens } = await signedIn()
    await rig.restart()
    expect(await verifierOf(rig).verify(tokens.access_token)).toEqual({ subject: 'lj-filer' })
    expect((await refresh(tokens.refresh_token)).status).toBe(200)
    const { url } = await browser.follow(await browser.open(authPath(rig, newVerifier())))
    expect(url?.searchParams.get('code')).toBeTruthy()
  })

  it('ends for an account that the seed no longer has, and its session asks to sign in again', async () => {
    const { browser, tokens } = await signedIn('gz-reviewer')
    rig.accounts = ACCOUNTS.slice(0, 1)
    expect((await refresh(tokens.refresh_token)).status).toBe(400)
    const started = await browser.open(authPath(rig, newVerifier()))
    expect(started.headers.get('location')).toMatch(/^\/oidc\/interaction\//)
  })

  it('works from the development server, and from no other page', async () => {
    const { tokens } = await signedIn()
    const ask = (origin: string, token: string) =>
      askToken(rig, { grant_type: 'refresh_token', refresh_token: token }, { origin })
    const evil = await ask('http://localhost:9999', tokens.refresh_token)
    expect([evil.status, evil.headers.get('access-control-allow-origin')]).toEqual([400, null])
    const dev = await ask(DEV, tokens.refresh_token)
    expect([dev.status, dev.headers.get('access-control-allow-origin')]).toEqual([200, DEV])
  })
})

describe('what is refused', () => {
  it.each<[string, Record<string, string>]>([
    ['another redirect address', { redirect_uri: 'https://evil.example.test/callback' }],
    ['a longer redirect address', { redirect_uri: 'http://127.0.0.1/desk/callback/more' }],
    ['an unknown client', { client_id: 'other' }],
  ])('%s, on a page of ours and without a redirect', async (_, odd) => {
    const response = await new Browser(rig.origin).open(authPath(rig, newVerifier(), odd))
    expect(response.status).toBe(400)
    expect(response.headers.get('location')).toBeNull()
    expect(await response.text()).toContain('没能登录')
  })

  it.each<[string, Record<string, string>, string]>([
    ['no challenge', { code_challenge: '' }, 'invalid_request'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['a token without a code', { response_type: 'token' }, 'unsupported_response_type'],
    ['another resource', { resource: 'urn:other' }, 'invalid_target'],
  ])('%s, told to the desk as %s', async (_, odd, error) => {
    const { url } = await new Browser(rig.origin).follow(
      await new Browser(rig.origin).open(authPath(rig, newVerifier(), odd)),
    )
    expect([...(url?.searchParams ?? []), ...new URLSearchParams(url?.hash.slice(1))]).toContainEqual(['error', error])
  })

  it('a code without its verifier, and a code used twice', async () => {
    const verifier = newVerifier()
    const callback = await signInAs(new Browser(rig.origin), rig, 'lj-filer', verifier)
    await expect(redeem(rig, callback, newVerifier())).rejects.toThrow(/invalid_grant/)
    const used = await signedIn()
    await expect(redeem(rig, used.callback, used.verifier)).rejects.toThrow(/invalid_grant/)
  })

  it('the whole issuer without the demonstration', async () => {
    const options = { issuer: `${rig.origin}/oidc`, dir: rig.dir, accounts: async () => ACCOUNTS, log: silent }
    const opening = openOidc({ ...options, demo: false, clients: [deskClient(rig.origin)] })
    await expect(opening).rejects.toThrow(/演示/)
  })
})

it('keeps keys and sessions to their owner', () => {
  const files = [...readdirSync(join(rig.dir, 'keys')).map((name) => join('keys', name)), 'oidc.db', 'demo.json']
  expect(files).toEqual(expect.arrayContaining(['keys/oidc.jwk', 'keys/oidc-cookies.key']))
  for (const file of files) expect([file, statSync(join(rig.dir, file)).mode & 0o077]).toEqual([file, 0])
})
