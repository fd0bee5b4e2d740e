import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authPath, Browser, newVerifier, openRig, type Rig, redeem, signInAs } from '../../../test/support/oidc-rig.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig.stop())

/** A browser that stands before the sign-in page. */
async function atThePage(more: Record<string, string> = {}) {
  const browser = new Browser(rig.origin)
  const started = await browser.open(authPath(rig, newVerifier(), more))
  return { browser, page: started.headers.get('location') as string }
}

describe('the sign-in page', () => {
  it('lists every account under its organ, says that the people are invented, and needs no script', async () => {
    const { browser, page } = await atThePage()
    const response = await browser.open(page)
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(html).toContain('演示账号,人物均为虚构')
    expect(html).toMatch(/<html lang="zh-CN">/)
    expect([...html.matchAll(/<h2[^>]*>(.*?)<\/h2>/g)].map((m) => m[1])).toEqual(['梁家墩镇', '甘州区委政法委'])
    expect(html).toMatch(/value="gz-reviewer">.*审查人.*档案员 · 梁家墩镇/)
    expect(html).not.toMatch(/<script|javascript:| on\w+=/i)
  })

  it('shows names as text, whatever is in them', async () => {
    const { browser, page } = await atThePage()
    const html = await (await browser.open(`${page}?q=${encodeURIComponent('"><script>alert(1)</script>')}`)).text()
    expect(html).not.toContain('<script>')
    expect(await (await browser.open(page)).text()).toContain('示例·甘审查&lt;b&gt;')
  })

  it.each([
    ['审查', ['gz-reviewer']],
    ['梁家墩 报送', ['lj-filer']],
    ['LJ-', ['lj-filer']],
    ['档案员', ['gz-reviewer']],
    ['', ['lj-filer', 'gz-reviewer']],
    ['没有这个人', []],
  ])('finds accounts by name, duty, organ and id: %j', async (q, found) => {
    const { browser, page } = await atThePage()
    const html = await (await browser.open(`${page}?${new URLSearchParams({ q })}`)).text()
    expect([...html.matchAll(/name="account" value="(.*?)"/g)].map((m) => m[1])).toEqual(found)
    if (found.length === 0) expect(html).toContain('没有找到')
  })

  it('may be framed by nobody, kept by nobody, and runs nothing', async () => {
    const { browser, page } = await atThePage()
    const { headers } = await browser.open(page)
    const policy = headers.get('content-security-policy')
    expect(policy).toMatch(/default-src 'none'; script-src; style-src 'sha256-[^']+'; form-action 'self'/)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('same-origin')
  })

  it('says what to do when it was open too long, or belongs to another browser', async () => {
    const { page } = await atThePage()
    for (const address of [page, '/oidc/interaction/unknown']) {
      const response = await new Browser(rig.origin).open(address)
      expect(response.status).toBe(400)
      expect(await response.text()).toContain('请从工作台重新登录')
    }
  })

  it('tells the next step for an account that is not there, and stays', async () => {
    const { browser, page } = await atThePage()
    const response = await browser.post(page, { account: 'nobody' })
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('没有这个账号')])
    expect((await browser.post(page, { account: 'lj-filer' })).status).toBe(303)
  })

  it('refuses a form of another kind, and one of 1 MB', async () => {
    const { browser, page } = await atThePage()
    const json = { method: 'POST', body: '{"account":"lj-filer"}', headers: { 'content-type': 'application/json' } }
    expect((await browser.open(page, json)).status).toBe(400)
    expect((await browser.post(page, { account: 'lj-filer', x: 'x'.repeat(1 << 20) })).status).toBe(400)
    expect((await browser.open(page, { method: 'DELETE' })).status).toBe(405)
  })
})

describe('forged requests', () => {
  it.each<[string, Record<string, string>]>([
    ['another site', { origin: 'https://evil.example.test' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:9' }],
    ['a page that hides where it is from', { origin: 'null' }],
  ])('from %s sign nobody in', async (_, headers) => {
    const { browser, page } = await atThePage()
    const response = await browser.post(page, { account: 'lj-filer' }, headers)
    expect(response.status).toBe(403)
    const { url } = await browser.follow(await browser.open(authPath(rig, newVerifier(), { prompt: 'none' })))
    expect(url?.searchParams.get('error')).toBe('login_required')
  })

  it('that know the page’s address but lack its cookie sign nobody in', async () => {
    const { page } = await atThePage()
    expect((await new Browser(rig.origin).post(page, { account: 'lj-filer' })).status).toBe(400)
  })

  it.each(['evil.example.test', 'evil.example.test:80'])(
    'under the name %j get nothing of the issuer',
    async (host) => {
      for (const path of ['/oidc/auth', '/oidc/interaction/x', '/oidc/.well-known/openid-configuration']) {
        expect(await statusOf(path, host)).toBe(421)
      }
    },
  )

  it.each(['/oidc//', '/oidc/%zz', '/oidc/interaction/%zz', '/oidc/auth/%00', '//', '/oidc/nothing', 'http://['])(
    'for %s are answered with a 4xx',
    async (path) => {
      const status = await statusOf(path, new URL(rig.origin).host)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
    },
  )
})

describe('changing places', () => {
  it('lets the next person sign in at the same machine', async () => {
    const browser = new Browser(rig.origin)
    await signInAs(browser, rig, 'lj-filer', newVerifier())
    const verifier = newVerifier()
    const started = await browser.open(authPath(rig, verifier, { prompt: 'login' }))
    const pressed = await browser.post(started.headers.get('location') as string, { account: 'gz-reviewer' })
    const between = await browser.follow(pressed)
    const { url } = await browser.follow(await submit(browser, await between.response.text()))
    const { access_token } = await redeem(rig, url as URL, verifier)
    expect(JSON.parse(Buffer.from(access_token.split('.')[1] as string, 'base64url').toString()).sub).toBe(
      'gz-reviewer',
    )
  })

  it('signs out after asking, back to the desk; what could be renewed cannot be any more', async () => {
    const browser = new Browser(rig.origin)
    const verifier = newVerifier()
    const tokens = await redeem(rig, await signInAs(browser, rig, 'lj-filer', verifier), verifier)
    const query = new URLSearchParams({
      id_token_hint: tokens.id_token,
      post_logout_redirect_uri: `${rig.origin}/desk/`,
    })
    const page = await (await browser.open(`/oidc/session/end?${query}`)).text()
    expect(page).toContain('要退出登录吗')
    const { url } = await browser.follow(await submit(browser, page, { logout: 'yes' }))
    expect(url?.href).toBe(`${rig.origin}/desk/`)

    const again = await browser.follow(await browser.open(authPath(rig, newVerifier(), { prompt: 'none' })))
    expect(again.url?.searchParams.get('error')).toBe('login_required')
    const body = new URLSearchParams({
      client_id: 'desk',
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token,
    })
    expect((await fetch(`${rig.origin}/oidc/token`, { method: 'POST', body })).status).toBe(400)
  })

  it('signs out to no other place', async () => {
    const query = new URLSearchParams({ client_id: 'desk', post_logout_redirect_uri: 'https://evil.example.test/' })
    const response = await new Browser(rig.origin).open(`/oidc/session/end?${query}`)
    expect([response.status, response.headers.get('location')]).toEqual([400, null])
  })
})

/** Sends the one form of a page, as pressing its button does. */
function submit(browser: Browser, html: string, more: Record<string, string> = {}): Promise<Response> {
  const action = /<form[^>]* action="([^"]*)"/.exec(html)?.[1] as string
  const hidden = [...html.matchAll(/name="(\w+)" value="([^"]*)"\/>/g)].map((m) => [m[1], m[2]])
  return browser.post(action, { ...Object.fromEntries(hidden), ...more })
}

/** `fetch` would mend both the path and the Host header. */
function statusOf(path: string, host: string): Promise<number> {
  const { port } = new URL(rig.origin)
  return new Promise((done, failed) => {
    const req = request({ host: '127.0.0.1', port, path, headers: { host }, agent: false }, (res) => {
      res.resume()
      done(res.statusCode as number)
    })
    req.on('error', failed).end()
  })
}
