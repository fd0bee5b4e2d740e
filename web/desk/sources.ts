import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** What can end up in the bundle: the desk itself, every contract with its domain, and the shared types they use. */
const WATCHED = ['web/desk', 'functions', 'shared/kernel', 'shared/http', 'shared/identity', 'package-lock.json']
const SKIPPED = /(^|\/)(dist|\.cache|node_modules)(\/|$)|\.test\.tsx?$/

async function filesUnder(relative: string): Promise<string[]> {
  const entries = await readdir(path.join(ROOT, relative), { withFileTypes: true, recursive: true }).catch(
    () => undefined,
  )
  if (!entries) return [relative]
  return entries
    .filter((e) => e.isFile())
    .map((e) => path.relative(ROOT, path.join(e.parentPath, e.name)).replaceAll(path.sep, '/'))
    .filter((f) => !SKIPPED.test(f) && (!f.startsWith('functions/') || /\/(contract\.ts|domain\/)/.test(f)))
}

/** One digest over every source that the bundle may hold: the same sources, the same digest, whatever the file times. */
export async function sourcesDigest(): Promise<string> {
  const files = (await Promise.all(WATCHED.map(filesUnder))).flat().sort()
  const hash = createHash('sha256')
  for (const file of files) {
    const content = await readFile(path.join(ROOT, file)).catch(() => Buffer.alloc(0))
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}
