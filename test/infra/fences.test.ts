import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import config from '../../.dependency-cruiser.mjs'

const ROOT = resolve(import.meta.dirname, '../..')
const PACKAGES = ['zod', 'hono', 'vitest', 'aws-cdk-lib', '@aws-sdk/client-s3', 'esbuild']

/** Rule → one import that it must refuse: the importing file, and what it imports. */
const BREACHES: Record<string, [file: string, imports: string]> = {
  'kernel-imports-only-zod': ['shared/kernel/text.ts', '../table/table.ts'],
  'domain-is-pure': ['functions/filing/domain/level.ts', 'node:fs'],
  'features-meet-at-contracts': ['functions/filing/commands/submit.ts', '../../notices/store.ts'],
  'entries-take-what-all-share': ['functions/filing/lambda.ts', '../product.ts'],
  'parts-meet-in-one-file': ['functions/parts.ts', './notices/store.ts'],
  'parts-load-no-http': ['functions/notices/part.ts', '../../shared/http/pipeline.ts'],
  'contracts-are-light': ['functions/filing/contract.ts', '../../shared/table/table.ts'],
  'commands-and-stores-know-no-http': ['functions/filing/store.ts', '../../shared/http/route.ts'],
  'aws-sdk-only-in-adapters': ['functions/filing/lambda.ts', '@aws-sdk/client-s3'],
  'ports-know-no-adapter': ['shared/files/files.ts', '@aws-sdk/client-s3'],
  'adapters-are-chosen-at-the-edge': ['functions/filing/compose.ts', '../../shared/table/dynamodb.ts'],
  'shared-knows-no-feature': ['shared/http/pipeline.ts', '../../functions/filing/contract.ts'],
  'cdk-only-in-infra': ['infra/local/server.ts', 'aws-cdk-lib'],
  'web-reads-contracts-and-kernel': ['web/desk/src/main.tsx', '../../../functions/filing/store.ts'],
  'nothing-circular': ['shared/events/chain.ts', './events.ts'],
  'no-test-in-production': ['infra/app.ts', '../test/support/clock.ts'],
  'declared-packages-only': ['shared/config/config.ts', 'esbuild'],
  'nothing-unresolved': ['functions/filing/http.ts', './missing.ts'],
}

/** Imports of the very same kinds that the style page allows. */
const ALLOWED: [file: string, imports: string][] = [
  ['shared/kernel/text.ts', 'zod'],
  ['functions/filing/domain/level.ts', '../../../shared/kernel/text.ts'],
  ['functions/filing/commands/submit.ts', '../../notices/contract.ts'],
  ['functions/filing/domain/stamps.ts', '../../matters/domain/stamps.ts'],
  ['functions/filing/compose.ts', '../archive/offers.ts'],
  ['functions/filing/lambda.ts', '../parts.ts'],
  ['functions/filing/lambda.ts', '../lambda.ts'],
  ['functions/lambda.ts', '../shared/table/dynamodb.ts'],
  ['functions/parts.ts', './notices/part.ts'],
  ['functions/parts.ts', './archive/offers.ts'],
  ['functions/filing/contract.ts', '../../shared/http/route.ts'],
  ['functions/filing/lambda.ts', '../../shared/table/dynamodb.ts'],
  ['shared/files/s3.ts', '@aws-sdk/client-s3'],
  ['infra/stacks/data.ts', 'aws-cdk-lib'],
  ['web/desk/src/main.tsx', '../../../functions/filing/contract.ts'],
  ['functions/filing/store.test.ts', '../../test/support/clock.ts'],
]

const made: string[] = []
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true })
})

/** Lays a tree in which each file has the imports given (as types where `type` says so) and cruises it by our config. */
function cruise(imports: readonly (readonly [file: string, imports: string])[], type = ''): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'fences-'))
  made.push(folder)
  const files = new Map<string, string>()
  const add = (path: string, line: string) => files.set(path, (files.get(path) ?? '') + line)
  add(
    'package.json',
    JSON.stringify({ dependencies: { zod: '4', '@aws-sdk/client-s3': '3' }, devDependencies: { esbuild: '1' } }),
  )
  add('shared/events/events.ts', "export * from './chain.ts'\n")
  for (const name of PACKAGES) {
    add(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }))
    add(`node_modules/${name}/index.js`, '')
  }
  for (const [file, target] of imports) {
    add(file, `import ${type} { x } from '${target}'\nexport const seen = (v: typeof x) => v\n`)
    const path = join(dirname(file), target)
    if (target.startsWith('.') && !target.includes('missing')) add(path, 'export const x = 1\n')
  }
  if (!files.has('shared/events/chain.ts')) add('shared/events/chain.ts', 'export const x = 1\n')
  for (const [path, content] of files) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  const run = spawnSync(
    process.execPath,
    [
      ...['--import', join(ROOT, 'test/support/fence-parser.mjs')],
      join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      ...['--config', join(ROOT, '.dependency-cruiser.mjs'), '--output-type', 'json', '.'],
    ],
    { cwd: folder, encoding: 'utf8' },
  )
  const report = JSON.parse(run.stdout) as { summary: { violations: { rule: { name: string }; from: string }[] } }
  return report.summary.violations.map((v) => `${v.rule.name}: ${v.from}`)
}

describe('the fences', () => {
  it('have one breach in this test for each rule of the config', () => {
    expect(Object.keys(BREACHES).sort()).toEqual(config.forbidden.map((rule) => rule.name).sort())
  })

  it('refuse each breach, at the file that made it', () => {
    const found = cruise(Object.values(BREACHES))
    for (const [rule, [file]] of Object.entries(BREACHES)) expect(found).toContain(`${rule}: ${file}`)
  })

  it('refuse it as well when only a type is imported', () => {
    const found = cruise(Object.values(BREACHES), 'type')
    for (const [rule, [file]] of Object.entries(BREACHES)) {
      // A package that is there only for its types need not be there when the code runs.
      if (rule !== 'declared-packages-only') expect(found).toContain(`${rule}: ${file}`)
    }
  })

  it('refuse it in what goes on in a second file', () => {
    const breaches = [
      ['functions/filing/contract-views.ts', '../../shared/table/table.ts'],
      ['functions/filing/store-rows.ts', '../../shared/http/route.ts'],
    ] as const
    expect(cruise(breaches).sort()).toEqual([
      'commands-and-stores-know-no-http: functions/filing/store-rows.ts',
      'contracts-are-light: functions/filing/contract-views.ts',
    ])
  })

  it('refuse HTTP that the parts would bring along by a detour', () => {
    const found = cruise([
      ['functions/parts.ts', './notices/offers.ts'],
      ['functions/notices/offers.ts', './commands/publish.ts'],
      ['functions/notices/commands/publish.ts', '../pages.ts'],
      ['functions/notices/pages.ts', '../../shared/http/pipeline.ts'],
    ])
    expect(found).toContain('parts-load-no-http: functions/parts.ts')
  })

  it('let pass what the style page allows', () => {
    expect(cruise(ALLOWED)).toEqual([])
  })
})
