import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type App, startApp } from '../../infra/local/app.ts'
import { openapi } from '../../infra/openapi.ts'
import { silent } from '../../shared/observe/observe.ts'

it('has its pages and the API’s description for the first who asks: nothing runs after the port is open', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'wenping-first-'))
  const app = await startApp({ dir, host: '127.0.0.1', port: 0, now: () => new Date(), log: silent })
  try {
    const [home, styles, api] = await Promise.all(
      ['/', '/assets/site.css', '/openapi.json'].map((path) => fetch(app.url + path)),
    )
    expect([home?.status, styles?.status, api?.status]).toEqual([200, 200, 200])
    expect(api?.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(await api?.json()).toEqual(JSON.parse(JSON.stringify(openapi())))
  } finally {
    await app.stop()
    rmSync(dir, { recursive: true, force: true })
  }
})

describe('the one-machine server', () => {
  let app: App
  const dir = mkdtempSync(join(tmpdir(), 'wenping-static-'))
  beforeAll(async () => {
    app = await startApp({ dir, host: '127.0.0.1', port: 0, now: () => new Date(), log: silent })
    await app.timers.runAll()
  })
  afterAll(async () => {
    await app.stop()
    rmSync(dir, { recursive: true, force: true })
  })

  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/about.html', 'text/html; charset=utf-8'],
    ['/accessibility.html', 'text/html; charset=utf-8'],
    ['/assets/site.css', 'text/css; charset=utf-8'],
    ['/feed.atom', 'application/atom+xml; charset=utf-8'],
  ])('serves %s, compressed for who takes it, and not twice to who has it', async (path, type) => {
    const got = await fetch(app.url + path)
    expect([got.status, got.headers.get('content-type'), got.headers.get('content-encoding')]).toEqual([
      200,
      type,
      'gzip',
    ])
    expect(got.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect((await got.text()).length).toBeGreaterThan(100)
    const again = await fetch(app.url + path, { headers: { 'if-none-match': String(got.headers.get('etag')) } })
    expect(again.status).toBe(304)
  })

  it.each([
    '/../keys/mac.key',
    '/%2e%2e/keys/mac.key',
    '//etc/passwd',
    '//elsewhere.example/..',
    '/%00',
    '/%ff',
    '/assets/%ff',
    '/desk%ff',
    '/nowhere',
    '/matters/WP-620702100-2026-0001/',
  ])('has no page at %s, and says so to people', async (path) => {
    const { status, type, body } = await asWritten(path)
    expect([status, type]).toEqual([404, 'text/html; charset=utf-8'])
    expect(body).toContain('没有这个页面')
    expect(body).not.toMatch(/devDependencies|root:x/)
  })

  it.each(['/desk/../../keys/mac.key', '/desk/%2e%2e%2f%2e%2e%2fpackage.json', '/desk/%00.js'])(
    'gives the desk, or nothing, for %s',
    async (path) => {
      const { status, body } = await asWritten(path)
      expect(status === 503 || body.includes('<div id="root"')).toBe(true)
      expect(body).not.toMatch(/devDependencies/)
    },
  )

  it('tells anybody whether it is well, and no more than that', async () => {
    const got = await fetch(`${app.url}/api/health`)
    expect([got.status, await got.text(), got.headers.get('cache-control')]).toEqual([
      200,
      '{"status":"ok"}',
      'no-store',
    ])
    const names = [...got.headers.keys()].filter((name) => /server|powered|version|via/.test(name))
    expect(names).toEqual([])
  })

  it('tells programs of the API in their own words', async () => {
    const got = await fetch(`${app.url}/api/nowhere`, { headers: { accept: 'text/html' } })
    expect([got.status, got.headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8'])
  })

  /** `fetch` would tidy the path up before it is sent. */
  function asWritten(path: string): Promise<{ status: number; type: string; body: string }> {
    return new Promise((resolve, reject) => {
      const { port } = new URL(app.url)
      const req = request({ host: '127.0.0.1', port, path }, async (res) => {
        resolve({ status: res.statusCode ?? 0, type: String(res.headers['content-type']), body: await text(res) })
      })
      req.on('error', reject).end()
    })
  }

  it('answers what is over a megabyte with a clear problem, and goes on', async () => {
    const got = await fetch(`${app.url}/api/matters`, {
      method: 'POST',
      body: 'x'.repeat(10 * 1024 * 1024),
      headers: { 'content-type': 'application/json' },
    })
    expect(got.status).toBe(413)
    expect(await got.json()).toMatchObject({ code: 'too-large', detail: expect.stringContaining('1 MB') })
    expect((await fetch(`${app.url}/api/config`)).status).toBe(200)
  })

  it('lets one process at a time have the data', async () => {
    const second = startApp({ dir, host: '127.0.0.1', port: 0, now: () => new Date(), log: silent })
    await expect(second).rejects.toThrow('正被另一个进程使用')
  })
})
