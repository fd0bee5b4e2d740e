import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type JWTPayload, SignJWT } from 'jose'
import { afterEach, describe, expect, it } from 'vitest'
import { jwtVerifier } from './verifier.ts'

const ISSUER = 'https://id.example.test/oidc'
const AUDIENCE = 'wenping'
const AT = new Date('2026-11-24T10:00:00Z')
const seconds = Math.floor(AT.getTime() / 1000)

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
const published = (key: KeyObject, kid: string) => ({ ...key.export({ format: 'jwk' }), kid, use: 'sig' }) as JsonWebKey
const KEYS = { keys: [published(rsa.publicKey, 'r'), published(ec.publicKey, 'e')] }

interface Odd {
  claims?: JWTPayload
  without?: readonly string[]
  header?: Record<string, string | string[] | undefined>
  key?: KeyObject
}

function token(odd: Odd = {}): Promise<string> {
  const claims: JWTPayload = {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: 'li-ke',
    iat: seconds,
    exp: seconds + 600,
    ...odd.claims,
  }
  for (const name of odd.without ?? []) delete claims[name]
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: 'r', typ: 'at+jwt', ...odd.header } as { alg: string })
    .sign(odd.key ?? rsa.privateKey)
}

const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const CLAIMS = { iss: ISSUER, aud: AUDIENCE, sub: 'li-ke', exp: seconds + 600 }

function byHand(header: object, secret?: string | Buffer): string {
  const input = `${b64(header)}.${b64(CLAIMS)}`
  return `${input}.${secret ? createHmac('sha256', secret).update(input).digest('base64url') : ''}`
}

const verifier = jwtVerifier({ issuer: ISSUER, audience: AUDIENCE, jwks: () => KEYS, now: () => AT })

describe('whose token is it', () => {
  it.each<[string, Odd]>([
    ['signed with RS256', {}],
    ['signed with PS256', { header: { alg: 'PS256' } }],
    ['signed with ES256', { header: { alg: 'ES256', kid: 'e' }, key: ec.privateKey }],
    ['for several audiences, ours among them', { claims: { aud: ['other', AUDIENCE] } }],
    ['typed as Keycloak does', { header: { typ: 'JWT' } }],
    ['without a type', { header: { typ: undefined } }],
    ['with the media type written out', { header: { typ: 'application/at+jwt' } }],
    ['expired for 29 seconds: clocks differ', { claims: { exp: seconds - 29 } }],
    ['valid in 29 seconds: clocks differ', { claims: { nbf: seconds + 29 } }],
  ])('takes a token %s', async (_, odd) => {
    expect(await verifier.verify(await token(odd))).toEqual({ subject: 'li-ke' })
  })

  const bad: [string, () => string | Promise<string>][] = [
    ['no token', () => ''],
    ['garbage', () => 'garbage'],
    ['three dots of garbage', () => 'a.b.c'],
    ['NUL and an unpaired surrogate', () => '\u0000.\ud800.x'],
    ['20 KB of token', () => token({ claims: { filler: 'x'.repeat(20_000) } })],
    ['another issuer', () => token({ claims: { iss: 'https://evil.example.test' } })],
    ['our issuer with a slash more', () => token({ claims: { iss: `${ISSUER}/` } })],
    ['another audience', () => token({ claims: { aud: 'desk' } })],
    ['no audience', () => token({ without: ['aud'] })],
    ['a token expired for 31 seconds', () => token({ claims: { exp: seconds - 31 } })],
    ['a token that never expires', () => token({ without: ['exp'] })],
    ['a token valid in 31 seconds', () => token({ claims: { nbf: seconds + 31 } })],
    ['no subject', () => token({ without: ['sub'] })],
    ['an empty subject', () => token({ claims: { sub: '' } })],
    ['a subject that is no text', () => token({ claims: { sub: 7 as unknown as string } })],
    ['an unknown key id', () => token({ header: { kid: 'nobody' } })],
    ['a stranger under our key id', () => token({ key: other.privateKey })],
    ['an algorithm we do not take', () => token({ header: { alg: 'RS512' } })],
    ['a token of another type', () => token({ header: { typ: 'logout+jwt' } })],
    ['a critical extension we do not know', () => byHand({ alg: 'RS256', kid: 'r', crit: ['x'], x: 1 })],
    ['alg none', () => byHand({ alg: 'none', typ: 'at+jwt', kid: 'r' })],
    ['alg None', () => byHand({ alg: 'None', typ: 'at+jwt', kid: 'r' })],
    ['HS256 with the public key as PEM', () => hs256(rsa.publicKey.export({ format: 'pem', type: 'spki' }))],
    ['HS256 with the public key as DER', () => hs256(rsa.publicKey.export({ format: 'der', type: 'spki' }))],
    ['HS256 with the public key as JWK', () => hs256(JSON.stringify(KEYS.keys[0]))],
    ['a changed payload', async () => swap(await token(), 1, b64({ ...CLAIMS, sub: 'someone-else' }))],
    ['a dropped signature', async () => swap(await token(), 2, '')],
  ]

  it.each(bad)('refuses %s with one and the same answer', async (_, make) => {
    await expect(verifier.verify(await make())).rejects.toMatchObject({
      name: 'Refusal',
      code: 'unauthenticated',
      message: '登录已失效,请重新登录',
      fields: [],
      details: {},
    })
  })

  it('takes a new key of the issuer as soon as it is published', async () => {
    const sets = [{ keys: [KEYS.keys[1] as JsonWebKey] }, KEYS]
    const rotating = jwtVerifier({
      issuer: ISSUER,
      audience: AUDIENCE,
      now: () => AT,
      jwks: () => sets.shift() ?? KEYS,
    })
    await expect(rotating.verify(await token())).rejects.toMatchObject({ code: 'unauthenticated' })
    expect(await rotating.verify(await token())).toEqual({ subject: 'li-ke' })
  })
})

describe('keys fetched from the issuer', () => {
  let server: Server | undefined
  afterEach(() => server?.close())

  async function issuer(answer: () => [number, string]): Promise<{ url: URL; asked: () => number }> {
    let asked = 0
    const started = createServer((_, res) => {
      asked++
      const [status, body] = answer()
      res.writeHead(status, { 'content-type': 'application/json' }).end(body)
    })
    server = started
    await new Promise<void>((done) => started.listen(0, '127.0.0.1', done))
    return { url: new URL(`http://127.0.0.1:${(started.address() as AddressInfo).port}/jwks`), asked: () => asked }
  }

  it('are asked for once, and not again for each invented key id', async () => {
    const { url, asked } = await issuer(() => [200, JSON.stringify(KEYS)])
    const remote = jwtVerifier({ issuer: ISSUER, audience: AUDIENCE, jwks: url, now: () => AT })
    expect(await remote.verify(await token())).toEqual({ subject: 'li-ke' })
    for (let i = 0; i < 5; i++) {
      const invented = await token({ header: { kid: `invented-${i}` } })
      await expect(remote.verify(invented)).rejects.toMatchObject({ code: 'unauthenticated' })
    }
    expect(asked()).toBe(1)
  })

  it.each<[string, [number, string]]>([
    ['answers 503', [503, '']],
    ['answers something else', [200, '<html>']],
  ])('are our trouble, not the caller’s, when the issuer %s; the next try asks again', async (_, trouble) => {
    const answers = [trouble]
    const { url } = await issuer(() => answers.shift() ?? [200, JSON.stringify(KEYS)])
    const remote = jwtVerifier({ issuer: ISSUER, audience: AUDIENCE, jwks: url, now: () => AT })
    await expect(remote.verify(await token())).rejects.toMatchObject({ name: 'Refusal', code: 'unavailable' })
    expect(await remote.verify(await token())).toEqual({ subject: 'li-ke' })
  })

  it('are our trouble when nobody answers', async () => {
    const { url } = await issuer(() => [200, ''])
    await new Promise((done) => server?.close(done))
    const remote = jwtVerifier({ issuer: ISSUER, audience: AUDIENCE, jwks: url, now: () => AT })
    await expect(remote.verify(await token())).rejects.toMatchObject({ code: 'unavailable' })
  })
})

const hs256 = (secret: string | Buffer) => byHand({ alg: 'HS256', typ: 'at+jwt', kid: 'r' }, secret)

function swap(jwt: string, index: number, value: string): string {
  return jwt
    .split('.')
    .map((part, i) => (i === index ? value : part))
    .join('.')
}
