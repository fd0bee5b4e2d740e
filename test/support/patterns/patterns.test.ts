import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { compile } from './compile.ts'
import { type Pattern, patternsIn } from './find.ts'
import { hostileTo } from './hostile.ts'
import { search } from './machine.ts'

const LENGTH = 1500
/** Steps for each letter of a text: the most that any of ours took is a tenth of it. A quadratic one takes thousands. */
const STEPS = 200

type Plain = Pick<Pattern, 'source' | 'flags'>

/** Searches a hostile text within the bound, and finds what the real engine finds. */
function bounded(pattern: Plain) {
  const compiled = compile(pattern)
  const real = new RegExp(pattern.source, [...new Set(`${pattern.flags}g`)].filter((f) => f !== 'y').join(''))
  return fc.property(hostileTo(pattern, LENGTH), (text) => {
    const { matches } = search(pattern, text, STEPS * (text.length + 1), compiled)
    expect(matches).toEqual([...text.matchAll(real)].map((m) => [m.index, m.index + m[0].length]))
  })
}

const { patterns, built } = patternsIn(['functions', 'shared', 'infra', 'web'])
const distinct = [...new Map(patterns.map((p) => [`/${p.source}/${p.flags}`, p])).entries()]

/** As they stood in our source. */
const OFFENDERS: readonly [was: string, pattern: RegExp][] = [
  ['a mail address, tried from each letter', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ['zeros at the end, tried from each zero', /0+$/],
  ['a path from a folder on, tried from each folder', /(?:^|[/\\])((?:functions|shared)[/\\].*|[^/\\]*)$/],
  ['lines of a stack that may be read in two ways', /^(?:at [\w$.<># [\]]*[ (]*[^\s()@]+:\d+:\d+\)?(?:\n|$))+$/],
]

describe('a text that was written to hold everybody up', () => {
  it('meets no pattern that was built where nobody can read it', () => {
    expect(built).toEqual([])
    expect(distinct.length).toBeGreaterThan(100)
  })

  it.each(distinct)('is read by %s in steps that grow as its length', (_, pattern) => {
    fc.assert(bounded(pattern), { numRuns: 40 })
  })

  it.each(OFFENDERS)('was not: %s', (_, pattern) => {
    const found = fc.check(bounded(pattern), { numRuns: 1000, seed: 1, endOnFailure: true })
    expect(found.failed).toBe(true)
    expect(String(found.errorInstance)).toContain('steps on')
  })
})

describe('the check of patterns', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'patterns-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  function lint(text: string) {
    const file = join(folder, 'planted.ts')
    writeFileSync(file, text)
    const { status, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, 'lint.ts'), file], {
      encoding: 'utf8',
    })
    return { status, stdout }
  }

  it.each([
    ['a literal', 'export const MAIL = /[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+/g\n'],
    ['new RegExp', "export const ENDS = new RegExp('0+$')\n"],
    ['RegExp without new, on the global object', "export const ENDS = globalThis.RegExp('^(a+)+$', 'i')\n"],
  ])('fails for an offender that was planted as %s, and says where it is', (_, text) => {
    const { status, stdout } = lint(text)
    expect(status).toBe(1)
    expect(stdout).toContain(`${join(folder, 'planted.ts')}:1`)
    expect(stdout).toMatch(/polynomial|exponential/)
  })

  it('fails for a pattern that is built from a variable', () => {
    const { status, stdout } = lint('export const named = (name: string) => new RegExp(name)\n')
    expect(status).toBe(1)
    expect(stdout).toContain('not written out')
  })

  it('lets a linear one pass', () => {
    expect(lint('export const DAY = /^\\d{4}-\\d{2}-\\d{2}$/\n')).toMatchObject({ status: 0 })
  })
})
