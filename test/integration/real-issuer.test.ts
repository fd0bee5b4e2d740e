import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type App, startApp } from '../../infra/local/app.ts'
import { silent } from '../../shared/observe/observe.ts'

/** With a real issuer the demonstration does not exist: no accounts without a password, no sign-in of our own. */
describe('a server with a real issuer', () => {
  let app: App
  let issuer: Server
  let url: string
  let sign: (claims: { iss?: string; sub?: string; aud?: string }) => Promise<string>
  const dir = mkdtempSync(join(tmpdir(), 'wenping-issuer-'))

  beforeAll(async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256')
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' }
    issuer = createServer((req, res) => {
      const discovery = { issuer: url, jwks_uri: `${url}/jwks` }
      res.setHeader('content-type', 'application/json')
      res.end(JSON.stringify(req.url === '/jwks' ? { keys: [jwk] } : discovery))
    })
    await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`
    sign = ({ iss = url, sub = 'gov-0001', aud = 'wenping' }) =>
      new SignJWT({})
        .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
        .setIssuer(iss)
        .setSubject(sub)
        .setAudience(aud)
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(privateKey)
    app = await startApp({
      dir,
      host: '127.0.0.1',
      port: 0,
      now: () => new Date(),
      log: silent,
      issuer: { issuer: url, audience: 'wenping', clientId: 'desk' },
      administrator: { id: 'gov-0001', name: '示例·首任管理员' },
    })
  })
  afterAll(async () => {
    await app.stop()
    issuer.close()
    rmSync(dir, { recursive: true, force: true })
  })

  const me = async (token: string) => fetch(`${app.url}/api/me`, { headers: { authorization: `Bearer ${token}` } })

  it('tells the desk where to sign in, and has no sign-in of its own', async () => {
    const config = await (await fetch(`${app.url}/api/config`)).json()
    expect(config).toMatchObject({ issuer: url, clientId: 'desk', demo: false })
    expect((await fetch(`${app.url}/oidc/.well-known/openid-configuration`)).status).toBe(404)
  })

  it('knows the first administrator by the issuer’s subject, and nobody of the demonstration', async () => {
    const got = await me(await sign({}))
    expect(got.status).toBe(200)
    expect(await got.json()).toMatchObject({ account: 'gov-0001', current: { duty: 'administrator' } })
    expect((await me(await sign({ sub: 'lj-filer' }))).status).toBe(403)
  })

  it.each([
    ['another issuer', () => sign({ iss: 'http://127.0.0.1:1/other' })],
    ['another audience', () => sign({ aud: 'somebody-else' })],
    [
      'alg none',
      async () => `${b64({ alg: 'none' })}.${b64({ iss: url, sub: 'gov-0001', aud: 'wenping', exp: 9e9 })}.`,
    ],
    ['a key of its own', async () => (await sign({})).replace(/\.[^.]+$/, '.AAAA')],
    ['no token at all', async () => ''],
  ])('turns %s away, saying no more than to sign in', async (_what, token) => {
    const got = await me(await token())
    expect(got.status).toBe(401)
    expect(got.headers.get('content-type')).toContain('application/problem+json')
    expect(String(((await got.json()) as { detail: string }).detail)).toMatch(/登录/)
  })
})

const b64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
