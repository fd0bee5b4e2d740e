import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { issueToken } from '../../infra/local/token.ts'
import { noBrowser } from '../support/browser.ts'
import { codeOf } from '../support/hands.ts'
import { ROAD } from '../support/road.ts'
import { NOTICE } from '../support/steps.ts'
import { openWorld, shot, type World } from '../support/world.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const LONG = '梁家墩镇太和三工六号刘家沟四村村道拓宽改造及渠系恢复工程(含涵洞、边沟和路灯)'

/** What every public page promises: plain HTML, 320 px, no barrier that axe knows, everything by keyboard. */
describe.skipIf(noBrowser)('the public site', () => {
  let world: World
  let matter = ''

  beforeAll(async () => {
    world = await openWorld('2026-03-02T10:00:00+08:00')
    const token = await issueToken({ dir: world.dir, account: 'lj-filer', minutes: 30, now: () => new Date() })
    const post = async (path: string, body: unknown) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      const got = await fetch(world.app.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
      return (await got.json()) as { id: string; version: number }
    }
    const { id, version } = await post('/api/matters', { ...ROAD, title: LONG })
    await post(`/api/matters/${id}/notices`, { version, notice: NOTICE })
    matter = id
    await world.pass()
  })
  afterAll(async () => {
    await world?.close()
  })

  /** Serious and critical findings of WCAG 2.2 A and AA, by rule and place. */
  async function barriers(page: Page): Promise<string[]> {
    await page.evaluate(AXE)
    return page.evaluate(async () => {
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
      // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on the window
      const { violations } = await (window as any).axe.run(document, { runOnly: tags })
      return violations.map((v: { id: string; nodes: { target: string[] }[] }) => `${v.id} ${v.nodes[0]?.target}`)
    })
  }

  const pages = (): (readonly [string, string])[] => [
    ['首页', '/'],
    ['事项', `/matters/${matter}/`],
    ['提意见', `/say/${matter}`],
    ['查询回执', '/lookup'],
    ['回执', '/receipt'],
    ['说明', '/about.html'],
    ['无障碍说明', '/accessibility.html'],
    ['没有的页', '/say/WP-620702100-2026-9999'],
  ]

  it('has no barrier on any page, no sideways scroll at 320 px, and names its language', async () => {
    const page = await world.villager()
    await page.setViewportSize({ width: 320, height: 640 })
    for (const [name, path] of pages()) {
      await page.goto(world.app.url + path)
      expect(await page.locator('html').getAttribute('lang'), name).toBe('zh-CN')
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(320)
      expect(await barriers(page), name).toEqual([])
      expect(await page.locator('h1').count(), name).toBe(1)
      await shot(page, `30-${name}`)
    }
  })

  it('is sent a comment by keyboard alone, scripts off, and the receipt prints without its buttons', async () => {
    const page = await world.villager({ scripts: false })
    await page.goto(`${world.app.url}/say/${matter}`)
    await page.getByLabel('您的意见').focus()
    await page.keyboard.type('路要修,渠也要修。')
    await page.getByRole('button', { name: '下一步:核对' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '提交' }).focus()
    await page.keyboard.press('Enter')
    expect(await codeOf(page)).toMatch(/^[0-9A-HJKMNP-TV-Z]{13}$/)
    // The words may be there before their style sheet is.
    await page.waitForLoadState()
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('link', { name: '回到事项页面' }).isVisible()).toBe(false)
    expect(await page.locator('.code').isVisible()).toBe(true)
  })

  it('keeps what was typed when the form is old or forged, and asks again', async () => {
    const page = await world.villager({ scripts: false })
    await page.goto(`${world.app.url}/say/${matter}`)
    await page.getByLabel('您的意见').fill('这段话不能丢')
    const body = new URLSearchParams({ key: 'forged.0000', order: '012', step: 'send', text: '这段话不能丢' })
    const got = await page.request.post(`${world.app.url}/say/${matter}`, {
      data: body.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    const html = await got.text()
    expect(html).toContain('这张表已经失效')
    expect(html).toContain('这段话不能丢</textarea>')
  })
})
