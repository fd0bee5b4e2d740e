import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { afterEach, expect, it } from 'vitest'
import cdk from '../../cdk.json' with { type: 'json' }
import { assemble } from '../../infra/assemble.ts'

const outdir = mkdtempSync(join(tmpdir(), 'wenping-nag-'))
afterEach(() => rmSync(outdir, { recursive: true }))

it('an open bucket in any stack stops the synthesis', () => {
  const app = new App({ outdir, context: { ...cdk.context, 'aws:cdk:bundling-stacks': [] } })
  const { service } = assemble(app)
  new Bucket(service, 'Open')
  expect(() => app.synth()).toThrow()
  const report = readFileSync(join(outdir, 'validation-report.json'), 'utf8')
  expect(report).toContain('AwsSolutions-S10')
})
