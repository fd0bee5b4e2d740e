import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import cdk from '../../cdk.json' with { type: 'json' }
import { assemble } from '../../infra/assemble.ts'

export interface Resource {
  readonly id: string
  readonly stack: string
  readonly Type: string
  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of a hundred shapes; each test looks at one of them
  readonly Properties: any
  readonly Metadata?: Readonly<Record<string, unknown>>
  readonly DeletionPolicy?: string
  readonly UpdateReplacePolicy?: string
}

/** Every resource of every stack as CloudFormation gets it, with cdk-nag in force: a finding throws. */
export function synthesized(context: Readonly<Record<string, string>> = {}): readonly Resource[] {
  const outdir = mkdtempSync(join(tmpdir(), 'wenping-synth-'))
  try {
    const app = new App({ outdir, context: { ...cdk.context, ...context, 'aws:cdk:bundling-stacks': [] } })
    assemble(app)
    return app.synth().stacks.flatMap((stack) => {
      const resources = stack.template.Resources as Record<string, Omit<Resource, 'id' | 'stack'>>
      return Object.entries(resources).map(([id, resource]) => ({ id, stack: stack.stackName, ...resource }))
    })
  } finally {
    rmSync(outdir, { recursive: true })
  }
}

export const ofType = (resources: readonly Resource[], type: string) => resources.filter((r) => r.Type === type)

/** The logical id that a `Ref`, a `GetAtt` or an import from another stack leads to, wherever in `value` it stands. */
export function leadsTo(value: unknown, id: string): boolean {
  const text = JSON.stringify(value) ?? ''
  return text.includes(`"Ref":"${id}"`) || text.includes(`"Fn::GetAtt":["${id}"`) || text.includes(`Output${id}`)
}

export interface Statement {
  readonly at: Resource
  readonly Effect: 'Allow' | 'Deny'
  readonly actions: readonly string[]
  readonly resources: readonly unknown[]
  readonly Principal?: unknown
  readonly Condition?: unknown
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])

/** Every policy statement of the app: of roles, buckets, queues, topics and keys. */
export function statements(resources: readonly Resource[]): readonly Statement[] {
  return resources.flatMap((at) => {
    const { PolicyDocument, KeyPolicy, Policies } = at.Properties ?? {}
    const documents = [
      PolicyDocument,
      KeyPolicy,
      ...list(Policies).map((p) => (p as Resource['Properties']).PolicyDocument),
    ]
    return documents
      .filter((document) => document !== undefined)
      .flatMap((document) => list(document.Statement) as Resource['Properties'][])
      .map((s) => ({ ...s, at, actions: list(s.Action) as string[], resources: list(s.Resource) }))
  })
}
