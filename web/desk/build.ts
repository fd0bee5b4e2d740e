import { execFile } from 'node:child_process'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { sourcesDigest } from './sources.ts'

const DIST = path.join(import.meta.dirname, 'dist')
/** Digest of the sources that `dist` was built from. */
const MARK = '.sources'

/** Is `web/desk/dist` there, and built from the sources as they are now? */
export async function deskIsFresh(): Promise<boolean> {
  const built = await readFile(path.join(DIST, MARK), 'utf8').catch(() => undefined)
  return built !== undefined && built === (await sourcesDigest())
}

/**
 * Builds the desk in a process of its own: the caller may be a test, whose NODE_ENV would make React a development
 * build, or a server, which needs no Vite in its memory.
 * @throws Error with what the build printed
 */
export async function buildDesk(): Promise<void> {
  const env = { ...process.env, NODE_ENV: 'production' }
  await promisify(execFile)(process.execPath, [import.meta.filename, '--quiet'], { env })
}

/** Builds beside the old desk and swaps the folders, so that a running server never serves half of one. */
async function build(quiet: boolean): Promise<void> {
  process.env.NODE_ENV = 'production'
  const vite = await import('vite')
  const digest = await sourcesDigest()
  // Ignored by git; of this process alone, since a start and a test may build at the same time.
  const cache = path.join(import.meta.dirname, `.cache/${process.pid}`)
  const next = path.join(cache, 'next')
  await vite.build({
    configFile: path.join(import.meta.dirname, 'vite.config.ts'),
    logLevel: quiet ? 'warn' : 'info',
    build: { outDir: next },
  })
  await writeFile(path.join(next, MARK), digest)
  await rename(DIST, path.join(cache, 'before')).catch(() => undefined) // there was none
  await rename(next, DIST)
  await rm(cache, { recursive: true, force: true })
}

if (import.meta.main) await build(process.argv.includes('--quiet'))
