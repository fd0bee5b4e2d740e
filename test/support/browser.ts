import { accessSync, constants } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Where Debian, Ubuntu, Fedora, macOS and Windows-free CI images put a Chromium or Chrome. */
const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** No sandbox (CI runs as root), and nothing that a browser says or fetches of its own accord. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

interface Found {
  readonly path: string
  readonly args: readonly string[]
}

async function find(): Promise<Found | undefined> {
  const named = process.env.CHROMIUM_PATH
  if (named !== undefined && !runs(named)) throw new Error(`CHROMIUM_PATH is no program: ${named}`)
  const system = named ?? SYSTEM.find(runs)
  if (system !== undefined) return { path: system, args: [] }
  return await fromPackage()
}

/** `@sparticuz/chromium` unpacks a Chromium for Linux x64 that was built for Lambda; it brings no CJK fonts. */
async function fromPackage(): Promise<Found | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  try {
    const { default: packaged } = await import('@sparticuz/chromium')
    return { path: await packaged.executablePath(), args: packaged.args }
  } catch {
    return undefined
  }
}

/** Undefined where this machine has no Chromium: tests of the browser are then skipped, by name. */
const found = await find()

if (found === undefined && process.env.REQUIRE_BROWSER === '1') {
  throw new Error('REQUIRE_BROWSER=1, but no Chromium was found: install one or set CHROMIUM_PATH')
}

/** For `describe.skipIf(noBrowser)('…')`. Where REQUIRE_BROWSER=1 (as in CI), importing this file fails instead. */
export const noBrowser = found === undefined

/** A headless Chromium of one's own; the caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  if (found === undefined) throw new Error('no Chromium on this machine')
  return await chromium.launch({ executablePath: found.path, args: [...new Set([...QUIET, ...found.args])] })
}
