import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { bundle, ROOT } from './bundle.ts'

const folder = mkdtempSync(join(tmpdir(), 'wenping-bundle-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What the stacks make functions of. */
const entries = globSync('infra/{constructs,features,stacks}/*.ts', { cwd: ROOT })
  .filter((file) => !file.endsWith('.test.ts'))
  .flatMap((file) => [...readFileSync(join(ROOT, file), 'utf8').matchAll(/\bentry: '([^']+)'/g)])
  .map(([, entry]) => entry as string)

it('looks at the code of every function', () => {
  const all = globSync('{functions,shared}/*/**/lambda.ts', { cwd: ROOT })
  expect(entries.toSorted()).toEqual(all.toSorted())
})

it.each(entries)('%s carries nothing that only deploying, one machine or a test needs', async (entry) => {
  const { inputs } = await bundle(entry, join(folder, entry))
  expect(inputs).toContain(entry)
  const foreign =
    /^node_modules\/(zod-openapi|aws-cdk-lib|constructs|oidc-provider|vitest)\/|^(infra|test)\/|^shared\/[^/]+\/(sqlite|disk|local)\//
  expect(inputs.filter((input) => foreign.test(input))).toEqual([])
})
