import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BUDGET, measureDesk } from '../../web/desk/measure.ts'
import { launchBrowser, noBrowser } from '../support/browser.ts'
import { answerAsFiler } from '../support/desk-answers.ts'
import { type DeskRig, openDeskRig } from '../support/desk-rig.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What a newer Chromium has and 109 has not: taken away before the page's own code runs. */
function asChromium109(): void {
  const later: [object, string[]][] = [
    [String.prototype, ['isWellFormed', 'toWellFormed']],
    [Array.prototype, ['toSorted', 'toReversed', 'toSpliced', 'with']],
    [Promise, ['withResolvers', 'try']],
    [Object, ['groupBy']],
    [Map, ['groupBy']],
    [Set.prototype, ['union', 'intersection', 'difference', 'isSubsetOf', 'isSupersetOf']],
    [AbortSignal, ['any']],
    [URL, ['canParse', 'parse']],
    [Array, ['fromAsync']],
    [Object.getPrototypeOf(Object.getPrototypeOf([].values())), ['map', 'filter', 'toArray', 'some', 'find']],
  ]
  for (const [owner, names] of later) for (const name of names) Reflect.deleteProperty(owner, name)
}

describe.skipIf(noBrowser)('the staff desk in a browser', () => {
  let rig: DeskRig
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let broken: string[]

  beforeAll(async () => {
    rig = await openDeskRig()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await rig?.stop()
  })
  beforeEach(async () => {
    rig.answers.clear()
    rig.asked.length = 0
    answerAsFiler(rig)
    context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
    await context.addInitScript(asChromium109)
    page = await context.newPage()
    broken = []
    page.on('pageerror', (error) => broken.push(error.message))
    // What the policy stops is reported here and nowhere else.
    page.on(
      'console',
      (message) => void (/Content.Security.Policy/i.test(message.text()) && broken.push(message.text())),
    )
  })
  afterEach(async () => {
    await context.close()
    expect(broken).toEqual([])
  })

  async function signIn(on: Page, name = '田报送'): Promise<void> {
    await on.getByRole('button', { name }).click()
  }
  async function openDesk(): Promise<void> {
    await page.goto(`${rig.origin}/desk/`)
    await signIn(page)
    await page.getByRole('heading', { name: '今日待办' }).waitFor()
    await page.getByRole('link', { name: /发布公示/ }).waitFor()
  }
  /** The issuer no longer renews, and the API turns down every token so far. */
  async function endSession(): Promise<void> {
    rig.turnDownTokens()
    await page.route('**/oidc/token', (route) =>
      route.request().postData()?.includes('grant_type=refresh_token')
        ? route.fulfill({ status: 400, json: { error: 'invalid_grant' } })
        : route.continue(),
    )
  }

  it('opens on what is mine to do, earliest first, in what Chromium 109 has and under the policy of our pages', async () => {
    await openDesk()
    const rows = page.getByRole('region', { name: '等我办' }).getByRole('listitem')
    expect(await rows.first().innerText()).toContain('已超期')
    expect(await rows.last().innerText()).toContain('𠮷庄<script>alert(1)</script>')
    expect(page.url()).toBe(`${rig.origin}/desk/`)
  })

  it('loads at most 400 KB, compressed, before the first page stands', async () => {
    const files = await measureDesk()
    expect(files.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(BUDGET)
    // What the manifest names is what a browser asks for: nothing is left out of the sum.
    const asked = new Set<string>()
    page.on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (pathname.startsWith('/desk/assets/')) asked.add(pathname.slice('/desk/'.length))
    })
    await openDesk()
    const named = new Set(files.map(({ file }) => file))
    expect([...asked].filter((file) => !named.has(file) && !file.endsWith('.svg'))).toEqual([])
  })

  it.each([
    ['a small office screen', 1366, 768],
    ['a phone', 360, 740],
    ['a phone at 200 %', 320, 568],
  ])('fits %s without sideways scroll', async (_, width, height) => {
    await page.setViewportSize({ width, height })
    await openDesk()
    for (const path of ['/desk/', '/desk/organs', '/desk/organs/620702102', '/desk/inbox', '/desk/nowhere']) {
      await page.goto(rig.origin + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width)
    }
  })

  it('has nothing that axe calls a barrier, on a wide screen and on a phone', async () => {
    await openDesk()
    const found: string[] = []
    for (const width of [1366, 360]) {
      await page.setViewportSize({ width, height: 740 })
      for (const path of ['/desk/', '/desk/organs/620702102', '/desk/inbox']) {
        await page.goto(rig.origin + path)
        await page.locator('main li').first().waitFor()
        await page.evaluate(AXE)
        const violations = await page.evaluate(async () => {
          // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on the window
          const { violations } = await (window as any).axe.run({
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'],
          })
          // biome-ignore lint/suspicious/noExplicitAny: as above
          return violations.map((v: any) => `${v.id}: ${v.nodes.map((n: any) => n.target).join(' | ')}`)
        })
        found.push(...violations.map((v: string) => `${width} ${path} ${v}`))
      }
    }
    expect(found).toEqual([])
  })

  it('is worked by keyboard: skip link, search from anywhere, choose, and focus comes back', async () => {
    await openDesk()
    await page.goto(`${rig.origin}/desk/inbox`)
    await page.getByRole('heading', { name: '消息' }).waitFor()
    await page.getByRole('link', { name: '跳到正文' }).focus()
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
    await page.getByRole('button', { name: /查找事项/ }).focus()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: '查找事项' }).fill('六号路')
    await page.getByRole('option').nth(1).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('查找事项')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: '查找事项' }).fill('六号路')
    await page.getByRole('option').nth(1).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/desk/matters/WP-620702102-2026-0017')
  })

  it('acts in the post that was chosen, also after the tab was loaded again', async () => {
    await openDesk()
    await page.getByRole('button', { name: /切换岗位/ }).click()
    await page.getByRole('menuitem', { name: /档案员/ }).click()
    await expect.poll(() => rig.asked.at(-1)?.headers['x-post']).toBe('620702102.archivist')
    await page.reload()
    await page.getByRole('heading', { name: '今日待办' }).waitFor()
    await page.getByText('以「梁家墩镇 · 档案员」').waitFor()
  })

  it('keeps what was typed to find an organ when one of them is opened', async () => {
    await openDesk()
    await page.getByRole('link', { name: '单位' }).click()
    const box = page.getByRole('textbox', { name: '按名称找单位' })
    await box.fill('镇')
    await page.getByRole('link', { name: '上秦镇' }).click()
    await page.getByRole('heading', { name: '上秦镇' }).waitFor()
    expect(await box.inputValue()).toBe('镇')
    expect(await page.getByRole('link', { name: '甘州区委政法委' }).count()).toBe(0)
  })

  it('says what failed and reads it again when asked', async () => {
    await openDesk()
    let down = true
    const whole = rig.answers.get('GET /api/organs')
    rig.answers.set('GET /api/organs', (asked) =>
      down ? { status: 500, body: { code: 'fault', requestId: 'r-77' } } : whole!(asked),
    )
    await page.getByRole('link', { name: '单位' }).click()
    await page.getByText('单位名录没有读出来').waitFor()
    await page.getByText('r-77').waitFor()
    down = false
    await page.getByRole('button', { name: '再试一次' }).click()
    await page.getByRole('link', { name: '甘州区委政法委' }).waitFor()
  })

  it('lets a command wait when the session is over, and does it once after signing in again', async () => {
    await openDesk()
    await page.getByRole('link', { name: /消息/ }).first().click()
    await page.getByRole('button', { name: '记为已读' }).waitFor()
    await endSession()
    rig.answers.set('POST /api/inbox/m1/read', () => ({ body: { id: 'm1', readAt: '2026-11-24T08:00:00.000Z' } }))
    await page.getByRole('button', { name: '记为已读' }).click()
    await page.getByRole('dialog', { name: '登录已过期' }).waitFor()
    const [popup] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('button', { name: '重新登录' }).click(),
    ])
    // The issuer may still know the person, and then the pop-up comes and goes by itself.
    await signIn(popup).catch(() => undefined)
    await page.getByRole('dialog', { name: '登录已过期' }).waitFor({ state: 'hidden' })
    await expect.poll(() => rig.asked.filter((a) => a.method === 'POST').length).toBe(1)
    expect(rig.asked.find((a) => a.method === 'POST')?.headers['idempotency-key']).toMatch(/^[0-9A-Z]{26}$/)
  })

  it('does not send in the name of another person who signs in instead', async () => {
    await openDesk()
    await page.getByRole('link', { name: /消息/ }).first().click()
    await page.getByRole('button', { name: '记为已读' }).waitFor()
    await endSession()
    // Signed out at the issuer as well, so that it asks who it is.
    await context.clearCookies()
    await page.getByRole('button', { name: '记为已读' }).click()
    const [popup] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('button', { name: '重新登录' }).click(),
    ])
    await signIn(popup, '甘审查')
    await page.getByText('刚才登录的是另一个人').waitFor()
    expect(rig.asked.filter((a) => a.method === 'POST')).toEqual([])
  })
})
