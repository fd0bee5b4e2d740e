import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const SOURCE = /\.(tsx?|mjs|css|sh)$/

/** Paths from the root of every source file under the given folders. */
function sources(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => SOURCE.test(path) && !/(^|\/)(node_modules|dist)\//.test(path))
      .map((path) => join(folder, path)),
  )
}

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
describe('the shape of the tree', () => {
  it('reads the environment of a function in its lambda.ts alone', () => {
    const readers = sources('functions', 'shared').filter(
      (path) => !/lambda\.ts$|\.test\.ts$/.test(path) && /\bprocess\.env\b/.test(read(path)),
    )
    expect(readers).toEqual([])
  })

  it('asks no clock and throws no dice inside a domain', () => {
    const impure = sources('functions')
      .filter((path) => /\/domain\//.test(path) && !path.endsWith('.test.ts'))
      .filter((path) => /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandomUUID\(/.test(read(path)))
    expect(impure).toEqual([])
  })
})
