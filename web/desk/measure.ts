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

/** Each file of the first load with its bytes, gzip at the level that servers use. The desk has to be built. */
export async function measureDesk(): Promise<{ readonly file: string; readonly bytes: number }[]> {
  const dist = path.join(import.meta.dirname, 'dist')
  const manifest = JSON.parse(await readFile(path.join(dist, '.vite/manifest.json'), 'utf8'))
  return Promise.all(
    ['index.html', ...firstLoad(manifest, ROOTS)].map(async (file) => ({
      file,
      bytes: gzipSync(await readFile(path.join(dist, file)), { level: 6 }).length,
    })),
  )
}

async function main(): Promise<void> {
  const kb = (bytes: number) => `${(bytes / 1024).toFixed(1).padStart(8)} KB`
  const files = await measureDesk()
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
  for (const { file, bytes } of files) console.log(`${kb(bytes)}  ${file}`)
  console.log(`${kb(total)}  first load, gzip; budget ${BUDGET / 1024} KB`)
  if (total > BUDGET) {
    console.error('measure:desk: over budget')
    process.exitCode = 1
  }
}

if (import.meta.main) await main()
