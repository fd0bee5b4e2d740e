import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'vite'
import { sourcesDigest } from './sources.ts'

const DIST = path.join(import.meta.dirname, 'dist')
const NEXT = path.join(import.meta.dirname, 'dist.next')
/** Digest of the sources that `dist` was built from. */
const MARK = '.sources'

/** Is `web/desk/dist` there, and built from the sources as they are now? */
export async function deskIsFresh(): Promise<boolean> {
  const built = await readFile(path.join(DIST, MARK), 'utf8').catch(() => undefined)
  return built !== undefined && built === (await sourcesDigest())
}

/** Builds beside the old desk and swaps the folders, so that a running server never serves half of one. */
export async function buildDesk(logLevel: 'info' | 'warn' = 'info'): Promise<void> {
  const digest = await sourcesDigest()
  await build({ configFile: path.join(import.meta.dirname, 'vite.config.ts'), logLevel, build: { outDir: NEXT } })
  await writeFile(path.join(NEXT, MARK), digest)
  await rm(DIST, { recursive: true, force: true })
  await rename(NEXT, DIST)
}

if (import.meta.main) {
  if (process.argv.includes('--if-stale') && (await deskIsFresh())) console.log('desk: up to date')
  else await buildDesk()
}
