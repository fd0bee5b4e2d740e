import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { sourcesDigest } from './sources.ts'

const DIST = path.join(import.meta.dirname, 'dist')
/** Ignored by git; of this process alone, since a start and a test may build at the same time. */
const CACHE = path.join(import.meta.dirname, `.cache/${process.pid}`)
/** Digest of the sources that `dist` was built from. */
const MARK = '.sources'

/** Is `web/desk/dist` there, and built from the sources as they are now? */
export async function deskIsFresh(): Promise<boolean> {
  const built = await readFile(path.join(DIST, MARK), 'utf8').catch(() => undefined)
  return built !== undefined && built === (await sourcesDigest())
}

/** Builds beside the old desk and swaps the folders, so that a running server never serves half of one. */
export async function buildDesk(logLevel: 'info' | 'warn' = 'info'): Promise<void> {
  // Loaded here alone: a start that finds the desk fresh needs no Vite, nor has to have it installed.
  const { build } = await import('vite')
  const digest = await sourcesDigest()
  const next = path.join(CACHE, 'next')
  await build({ configFile: path.join(import.meta.dirname, 'vite.config.ts'), logLevel, build: { outDir: next } })
  await writeFile(path.join(next, MARK), digest)
  await rename(DIST, path.join(CACHE, 'before')).catch(() => undefined) // there was none
  await rename(next, DIST)
  await rm(CACHE, { recursive: true, force: true })
}

if (import.meta.main) {
  if (process.argv.includes('--if-stale') && (await deskIsFresh())) console.log('desk: up to date')
  else await buildDesk()
}
