import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type App, startApp } from '../../infra/local/app.ts'
import { issueToken } from '../../infra/local/token.ts'
import { silent } from '../../shared/observe/observe.ts'
import { buildDesk, deskIsFresh } from '../../web/desk/build.ts'
import { launchBrowser } from './browser.ts'
import { type HandClock, handClock } from './clock.ts'

export interface World {
  readonly app: App
  readonly clock: HandClock
  readonly browser: Browser
  readonly dir: string
  /** Opens the desk as one of the demo people, in a browser of their own. */
  as(name: string, options?: { phone?: boolean }): Promise<Page>
  /** A villager's browser. */
  villager(options?: { scripts?: boolean; phone?: boolean }): Promise<Page>
  /** Lets time pass: the schedules run, and everything that follows from them is done when this returns. */
  pass(by?: Parameters<HandClock['advance']>[0]): Promise<void>
  close(): Promise<void>
}

/** The whole product with its real server, data on disk and a Chromium; only the clock is turned by hand. */
export async function openWorld(start = '2026-11-24T10:00:00+08:00'): Promise<World> {
  if (!(await deskIsFresh())) await buildDesk()
  const dir = mkdtempSync(join(tmpdir(), 'wenping-world-'))
  const clock = handClock(start)
  const app = await startApp({ dir, host: '127.0.0.1', port: 0, now: clock.now, log: silent })
  const browser = await launchBrowser()
  const contexts: BrowserContext[] = []
  const context = async (options: { scripts?: boolean; phone?: boolean }) => {
    const made = await browser.newContext({
      locale: 'zh-CN',
      javaScriptEnabled: options.scripts ?? true,
      viewport: options.phone ? { width: 360, height: 740 } : { width: 1366, height: 768 },
    })
    contexts.push(made)
    return made
  }
  const world: World = {
    app,
    clock,
    browser,
    dir,
    async as(name, options = {}) {
      const page = await (await context(options)).newPage()
      await page.goto(`${app.url}/desk/`)
      await page.getByRole('button', { name }).click()
      await page.getByRole('heading', { name: '今日待办' }).waitFor()
      return page
    },
    villager: async (options = {}) => (await context(options)).newPage(),
    async pass(by) {
      if (by) clock.advance(by)
      await app.timers.runAll()
      await app.dispatcher.settled()
    },
    async close() {
      await browser.close()
      await app.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
  await world.pass()
  return world
}

/** Keeps a picture when `SHOTS` names a folder: to look at, not to compare. */
export async function shot(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`), fullPage: true })
}

/** What the desk is told of a matter's comments, asked as the officer who hears them. */
export async function balance(world: World, matter: string): Promise<{ json: Record<string, unknown> }> {
  const token = await issueToken({ dir: world.dir, account: 'gz-comments', minutes: 5, now: () => new Date() })
  const got = await fetch(`${world.app.url}/api/matters/${matter}/comments`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return { json: (await got.json()) as Record<string, unknown> }
}
