import { existsSync, readdirSync, readFileSync } from 'node:fs'
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
const features = () =>
  readdirSync(join(ROOT, 'functions'), { withFileTypes: true }).filter((entry) => entry.isDirectory())

describe('the shape of the tree', () => {
  it('has no file over 300 lines', () => {
    const long = sources('functions', 'shared', 'infra', 'web', 'test')
      .map((path) => ({ path, lines: read(path).split('\n').length - 1 }))
      .filter(({ lines }) => lines > 300)
    expect(long).toEqual([])
  })

  it('tells in a README what each feature is for, its rules, and what is odd about it', () => {
    const wanting = features()
      .map((entry) => `functions/${entry.name}/README.md`)
      .filter((path) => !existsSync(join(ROOT, path)) || !/nuances and peculiarities/i.test(read(path)))
    expect(wanting).toEqual([])
  })

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
