import { sep } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkKey } from '../key.ts'
import { folderOf, keyOf, readEntry, walkFrom } from './paths.ts'

const keys = fc
  .array(
    fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.constantFrom('A', 'a', '😀', '+', '@', '^a', '%41')),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((segments) => segments.map((segment) => segment.replaceAll('/', '-')).join('/'))
  .filter((key) => {
    try {
      return checkKey(key) === key
    } catch {
      return false
    }
  })

const long = fc.integer({ min: 1, max: 512 }).chain((n) => fc.constantFrom('a', 'A', '.', '%').map((c) => c.repeat(n)))

describe('keys as folders', () => {
  it('leads back from the folder to the very key', () => {
    const there = (key: string) => keyOf(folderOf('/r', 'archive', key).slice('/r/archive/'.length))
    const all = fc.oneof(
      keys,
      long.filter((key) => key !== '.' && key !== '..'),
    )
    fc.assert(
      fc.property(all, (key) => {
        expect(there(key)).toBe(key)
      }),
    )
  })

  it('stays in the space, with names a file system takes, and keeps apart what differs only by case', () => {
    fc.assert(
      fc.property(keys, (key) => {
        const path = folderOf('/r', 'archive', key)
        expect(path.startsWith('/r/archive/')).toBe(true)
        for (const name of path.split(sep)) {
          expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
          expect(name).not.toMatch(/^\.|[A-Z]/)
        }
      }),
    )
    expect(folderOf('/r', 'site', 'A')).not.toBe(folderOf('/r', 'site', 'a'))
  })

  it('gives two keys two folders, also at the length where a name is cut', () => {
    const a = 'x'.repeat(200)
    expect(folderOf('/r', 'site', `${a}/y`)).not.toBe(folderOf('/r', 'site', `${a}y`))
    expect(folderOf('/r', 'site', `${a}+/y`)).not.toBe(folderOf('/r', 'site', `${a}y`))
  })

  it('lists from the deepest folder that a prefix names whole', () => {
    expect(walkFrom('/r', 'site', 'matters/wp-1/ab')).toBe('/r/site/matters/wp-1')
    expect(walkFrom('/r', 'site', '../../etc/x')).toBe('/r/site')
    expect(walkFrom('/r', 'site', '')).toBe('/r/site')
  })
})

describe('version folders', () => {
  it('are read, and what is not ours is not', () => {
    expect(readEntry('00000012-01JX')).toEqual({ version: '00000012-01JX', seq: 12, kind: 'version' })
    expect(readEntry('00000012-01JX.destroyed')?.kind).toBe('destroyed')
    expect(readEntry('.DS_Store')).toBeUndefined()
  })
})
