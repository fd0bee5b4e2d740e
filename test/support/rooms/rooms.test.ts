import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { ownedOf } from './keys.ts'
import { rooms, sizes } from './lint.ts'
import { sourcesOf } from './tree.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
type Tree = Readonly<Record<string, string>>

const README = `# a room

## Purpose

## The rules in prose, with their source

## Nuances and peculiarities
`

/** A template as a source has it, with a hole. */
const holed = (prefix: string) => `\`${prefix}\${n}\``

/** Three rooms as they should be, a page of the desk, and the lists from which the checks take their words. */
const SOUND: Tree = {
  'shared/events/chain.ts': "export const HEAD = 'HEAD'\nexport const EVENT = 'EVENT#'\n",
  'shared/identity/duty.ts': "export const DUTIES = ['filer', 'reviewer'] as const\n",
  'functions/matters/domain/life.ts': "export const STATE_NAMES = { registered: '已登记', filed: '已备案' }\n",
  'functions/matters/store.ts': "export const pk = (id: string) => 'MATTER#' + id\nexport const TASKS = 'TASK#'\n",
  'functions/matters/offers.ts': "export { pk } from './store.ts'\n",
  'functions/matters/README.md': README,
  'functions/roads/store.ts':
    "import { pk } from '../matters/offers.ts'\nexport const key = { pk: pk('1'), sk: 'ROAD#' }\n",
  'functions/roads/offers.ts': "export { key } from './store.ts'\n",
  'functions/roads/part.ts': 'export const part = 1\n',
  'functions/roads/store.test.ts': "import { x } from '../bridges/store.ts'\nexport const planted = 'BRIDGE#'\n",
  'functions/roads/README.md': README,
  'functions/bridges/store.ts': "export const site = { pk: 'BRIDGES', sk: 'HEAD' }\nconst BRIDGE = 'BRIDGE#'\n",
  'functions/bridges/lambda.ts': "import { parts } from '../parts.ts'\nexport const handler = parts\n",
  'functions/bridges/README.md': README,
  'functions/parts.ts': "import { part } from './roads/part.ts'\nexport const parts = [part]\n",
  'functions/organs/seed/departments.ts': "export const all = [{ suffix: 'JTJ' }]\n",
  'functions/organs/README.md': README,
  'web/desk/src/pages/may.ts':
    "export const mayUse = (may: string, duty: string) => may === duty || duty === 'filer'\n",
  'web/desk/src/pages/matter.tsx': "export const filed = (state: string) => state === 'filed'\n",
}

const made: string[] = []
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true })
})

/** Lays a tree of these files. */
function tree(files: Tree): string {
  const folder = mkdtempSync(join(tmpdir(), 'rooms-'))
  made.push(folder)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

const judge = (part: typeof rooms, files: Tree) => {
  const { findings, says } = part(tree(files))
  return { findings: findings.map((finding) => `${finding.at}  ${finding.says}`), says: says.join('\n') }
}

/** `npm run check`, one part of it, in a tree of these files. */
function checked(part: 'rooms' | 'sizes', files: Tree) {
  const check = [join(ROOT, 'test/support/check.ts'), part]
  const run = spawnSync(process.execPath, check, { cwd: tree(files), encoding: 'utf8' })
  return { passed: run.status === 0, says: run.stdout + run.stderr }
}

/** What is planted in the sound tree, and what the check must say of it. */
const OFFENDERS: readonly (readonly [why: string, planted: Tree, says: string])[] = [
  [
    'features that form a circle, over rooms and by types alone',
    {
      'functions/matters/reads/roads.ts':
        "import type { part } from '../../bridges/offers.ts'\nexport type P = typeof part\n",
      'functions/bridges/offers.ts':
        "export const over = 1\nexport const late = () => import('../roads/contract.ts')\n",
    },
    'features form a circle: bridges → roads → matters → bridges',
  ],
  [
    'a feature that names the key of another',
    { 'functions/roads/reads/list.ts': `export const at = (n: string) => ${holed('BRIDGE#')}\n` },
    "functions/roads/reads/list.ts:1  'BRIDGE#' names BRIDGE#, a key of bridges",
  ],
  [
    'a feature that names the partition of another, which has no #',
    { 'functions/roads/reads/list.ts': "export const where = 'BRIDGES'\n" },
    "'BRIDGES' names BRIDGES, a key of bridges",
  ],
  [
    'a store that takes another’s prefix for its own',
    { 'functions/roads/store-tasks.ts': "export const mine = 'TASK#mend-road'\n" },
    "'TASK#mend-road' names TASK#, a key of matters",
  ],
  [
    'a page that names a key',
    { 'web/desk/src/pages/road.tsx': `export const Road = (n: string) => <a href={${holed('ROAD#')}}>路</a>\n` },
    'names ROAD#, a key of roads',
  ],
  [
    'what all share, when it names a feature’s key',
    { 'shared/table/sweep.ts': "export const leave = ['ROAD#']\n" },
    "shared/table/sweep.ts:1  'ROAD#' names ROAD#",
  ],
  [
    'a feature that derives an office from the code of another',
    { 'functions/roads/domain/who.ts': 'export const who = (code: string) => code.replace(/-JTJ$/, "")\n' },
    'names -JTJ, a key of organs',
  ],
  [
    'a key that is written outside the store',
    { 'functions/roads/commands/build.ts': `export const row = (n: string) => ({ sk: ${holed('ROAD#')} })\n` },
    "functions/roads/commands/build.ts:1  'ROAD#' is a key: name it in store.ts",
  ],
  [
    'a page that compares a duty',
    { 'web/desk/src/pages/list.tsx': "export const mine = (p: { duty: string }) => p.duty === 'reviewer'\n" },
    'web/desk/src/pages/list.tsx:1  compares a duty',
  ],
  [
    'a page that looks a duty up in a list',
    { 'web/desk/src/pages/list.tsx': "export const mine = (p: { duty: string }) => ['filer'].includes(p.duty)\n" },
    'web/desk/src/pages/list.tsx:1  compares a duty',
  ],
  [
    'a page that decides a right by duty and state',
    {
      'web/desk/src/pages/step.tsx':
        "import { mayUse } from './may.ts'\nexport const may = (p: { duty: string }, state: string) =>\n  mayUse('x', p.duty) && state === 'registered'\n",
    },
    'web/desk/src/pages/step.tsx:3  decides by duty and by the state of a matter',
  ],
  ['a feature without a README', { 'functions/tolls/store.ts': 'export {}\n' }, 'functions/tolls/README.md  lacks'],
  [
    'a README without what is odd about the feature',
    { 'functions/roads/README.md': README.replace('## Nuances and peculiarities', '') },
    'functions/roads/README.md  lacks “## Nuances and peculiarities”',
  ],
  [
    'a room with a file that no other room has',
    { 'functions/roads/helpers.ts': 'export {}\n' },
    'functions/roads/helpers.ts  is not of the list',
  ],
  [
    'a room with a folder that no other room has',
    { 'functions/roads/utils/x.ts': 'export {}\n' },
    'functions/roads/utils  is not of the list',
  ],
]

describe('the check of rooms', () => {
  it('has nothing to say of rooms as they should be', () => {
    expect(judge(rooms, SOUND).findings).toEqual([])
    expect(checked('rooms', SOUND).passed).toBe(true)
  })

  it('lets two features call a row of their own by the same word', () => {
    const roads = "import { pk } from '../matters/offers.ts'\nexport const key = { pk: pk('1'), sk: 'ADOPTED' }\n"
    const bridges = "export const site = { pk: 'BRIDGES', sk: 'ADOPTED' }\n"
    const planted = { 'functions/roads/store.ts': roads, 'functions/bridges/store.ts': bridges }
    expect(judge(rooms, { ...SOUND, ...planted }).findings).toEqual([])
  })

  it.each(OFFENDERS)('refuses %s', (_, planted, says) => {
    const { findings } = judge(rooms, { ...SOUND, ...planted })
    expect(findings).toContainEqual(expect.stringContaining(says))
  })

  it('makes `npm run check` fail, and say all that it found', () => {
    const planted = OFFENDERS.map(([, files]) => files)
    const found = checked('rooms', Object.assign({ ...SOUND }, ...planted))
    expect(found.passed).toBe(false)
    for (const says of ['form a circle', 'a key of bridges', 'decides by duty and by the state', 'README.md  lacks']) {
      expect(found.says).toContain(says)
    }
  })
})

describe('whose a key is', () => {
  const sources = sourcesOf(ROOT, ['functions', 'shared', 'web'])
  const owned = ownedOf(sources)

  it('is derived for every room that keeps anything', () => {
    const stores = sources.filter(({ path }) => /^functions\/[^/]+\/store\.ts$/.test(path))
    expect(stores.length).toBeGreaterThan(6)
    const owners = new Set(owned.map(({ owner }) => owner))
    expect(stores.map(({ path }) => path.split('/')[1]).filter((room) => !owners.has(room as string))).toEqual([])
  })

  it.each([
    ['archive', 'DOC#'],
    ['archive', 'VOLUME#'],
    ['clocks', 'CLOCK#'],
    ['comments', 'TALLY#'],
    ['filing', 'FORM'],
    ['matters', 'MATTER#'],
    ['notices', 'NOTICE#'],
    ['notices', 'SITE'],
    ['organs', '-PLC'],
    ['organs', '-XFJ'],
    ['organs', 'ORGAN#'],
  ])('is known: of %s, %s', (owner, piece) => {
    expect(owned).toContainEqual({ owner, piece })
  })
})

describe('the check of sizes', () => {
  const lines = (n: number) => "export const x = 'line'\n".repeat(n)
  const body = (n: number) => `{\n${'  void 0\n'.repeat(n)}}\n`

  it('says median, 90th percentile and largest of source and tests', () => {
    const { passed, says } = checked('sizes', {
      'functions/a/x.ts': lines(10),
      'functions/a/y.ts': lines(300),
      'functions/a/x.test.ts': lines(7),
    })
    expect(says).toContain('source: 2 files, median 300, 90th percentile 300, largest 300 (functions/a/y.ts)')
    expect(says).toContain('tests: 1 files, median 7, 90th percentile 7, largest 7 (functions/a/x.test.ts)')
    expect(passed).toBe(true)
  })

  it('refuses a file over 300 lines, of tests too', () => {
    const { passed, says } = checked('sizes', { 'test/load/x.ts': lines(301) })
    expect(says).toContain('test/load/x.ts  301 lines: 300 at most')
    expect(passed).toBe(false)
  })

  it.each([
    ['a function', `export function f() ${body(59)}`, 61],
    ['an arrow function', `export const f = () => ${body(59)}`, 61],
    ['a method', `export class A {\n  f() ${body(59)}}\n`, 61],
    ['a function that is long by those inside it', `export function f() {\n  const g = () => ${body(58)}}\n`, 62],
  ])('refuses %s over 60 lines', (_, source, long) => {
    const { findings } = judge(sizes, { 'functions/a/x.ts': source })
    expect(findings).toContainEqual(expect.stringContaining(`a function of ${long} lines: split it`))
  })

  it('lets a page of tests be as long as it must, but not a helper on it', () => {
    const page = `describe('a page', () => ${body(100).trimEnd()})\nit.each([1])('%s', () => ${body(100).trimEnd()})\n`
    expect(judge(sizes, { 'functions/a/x.test.ts': page }).findings).toEqual([])
    const helper = `describe('a page', () => {\n  const help = () => ${body(60)}})\n`
    expect(judge(sizes, { 'functions/a/x.test.ts': helper }).findings).toHaveLength(1)
  })
})
