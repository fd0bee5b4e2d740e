import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

/** Issue 2: 「first load of the desk ≤ 400 KB compressed」, in KB of 1024 bytes, gzip at the level servers use. */
export const BUDGET = 400 * 1024

export interface Chunk {
  readonly file: string
  readonly css?: readonly string[]
  readonly imports?: readonly string[]
  readonly isEntry?: boolean
}

/**
 * Files that the first screen loads: the entry and the page first shown, each with everything they import statically.
 * @param manifest Vite's `.vite/manifest.json`
 * @param roots manifest keys: the entry, and the pages counted as part of the first screen
 */
export function firstLoad(manifest: Readonly<Record<string, Chunk>>, roots: readonly string[]): string[] {
  const seen = new Set<string>()
  const files = new Set<string>()
  const visit = (key: string) => {
    if (seen.has(key)) return
    seen.add(key)
    const chunk = manifest[key]
    if (!chunk) throw new Error(`measure:desk: no chunk ${key} in the manifest`)
    files.add(chunk.file)
    for (const css of chunk.css ?? []) files.add(css)
    for (const next of chunk.imports ?? []) visit(next)
  }
  roots.forEach(visit)
  return [...files]
}

/** What a person who opens /desk/ downloads before the to-do page stands. */
const ROOTS = ['index.html', 'src/app.tsx', 'src/pages/todo.tsx']

async function main(): Promise<void> {
  const dist = path.join(import.meta.dirname, 'dist')
  const manifest = JSON.parse(await readFile(path.join(dist, '.vite/manifest.json'), 'utf8'))
  let total = 0
  for (const file of ['index.html', ...firstLoad(manifest, ROOTS)]) {
    const size = gzipSync(await readFile(path.join(dist, file)), { level: 6 }).length
    total += size
    console.log(`${(size / 1024).toFixed(1).padStart(8)} KB  ${file}`)
  }
  console.log(`${(total / 1024).toFixed(1).padStart(8)} KB  first load, gzip; budget ${BUDGET / 1024} KB`)
  if (total > BUDGET) {
    console.error('measure:desk: over budget')
    process.exitCode = 1
  }
}

if (import.meta.main) await main()
