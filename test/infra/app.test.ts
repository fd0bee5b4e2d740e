import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { REASON } from '../../infra/constructs/acknowledge.ts'
import { leadsTo, ofType, type Resource, statements, synthesized } from './synthesized.ts'

const RUNBOOK = readFileSync(resolve(import.meta.dirname, '../../docs/runbook.md'), 'utf8')

const PLACES = {
  'a standard region': {},
  'a standard region, own domain, no edge': {
    domain: 'wenping.example.gov.cn',
    certificateArn: 'arn:aws:acm:ap-east-1:111111111111:certificate/example',
    edge: 'off',
  },
  'a standard region, with an edge': {
    domain: 'wenping.example.gov.cn',
    certificateArn: 'arn:aws:acm:ap-east-1:111111111111:certificate/example',
    edgeCertificateArn: 'arn:aws:acm:us-east-1:111111111111:certificate/example',
  },
  'aws-cn': { region: 'cn-northwest-1' },
}

const names = (resources: readonly Resource[]) => resources.map((r) => `${r.stack}/${r.id}`)

describe.each(Object.entries(PLACES))('every resource in %s', (_place, context) => {
  const all = synthesized(context)
  const functions = ofType(all, 'AWS::Lambda::Function')
  const alarms = ofType(all, 'AWS::CloudWatch::Alarm')

  it('passes cdk-nag, and there are resources of each kind to look at', () => {
    for (const type of ['Lambda::Function', 'SQS::Queue', 'S3::Bucket', 'DynamoDB::Table', 'CloudWatch::Alarm']) {
      expect(ofType(all, `AWS::${type}`).length, type).toBeGreaterThan(0)
    }
  })

  it('keeps the log of each function for a stated time, in a group of its own', () => {
    const groups = ofType(all, 'AWS::Logs::LogGroup')
    for (const group of groups) expect(group.Properties.RetentionInDays, group.id).toBeGreaterThanOrEqual(180)
    const without = functions.filter((fn) => !groups.some((g) => leadsTo(fn.Properties.LoggingConfig?.LogGroup, g.id)))
    expect(names(without)).toEqual([])
  })

  it('runs each function on the Node that the tests ran on, on ARM, within 25 seconds where somebody waits', () => {
    for (const fn of functions) {
      expect(fn.Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] })
      if (fn.Properties.Handler === 'index.handler') expect(fn.Properties.Timeout, fn.id).toBeLessThanOrEqual(25)
    }
  })

  it('alarms for each function, saying who is hurt, with a heading in the runbook', () => {
    const watched = (fn: Resource) =>
      alarms.filter((a) => a.Properties.MetricName === 'Errors' && leadsTo(a.Properties.Dimensions, fn.id))
    for (const fn of functions) expect(watched(fn).length, fn.id).toBe(1)
    for (const alarm of alarms) {
      const { AlarmName, AlarmDescription, AlarmActions } = alarm.Properties
      const heading = String(AlarmName).split('/').slice(1).join('/')
      expect(String(AlarmDescription)).toMatch(/[\u4e00-\u9fff]{8,}.*→ docs\/runbook\.md/)
      expect(RUNBOOK).toContain(`\n## ${heading}\n`)
      expect(AlarmActions, alarm.id).toHaveLength(1)
    }
  })

  it('allows named actions on named resources; a wildcard has its reason beside it in the template', () => {
    for (const { at, Effect, actions, resources } of statements(all)) {
      if (Effect !== 'Allow') continue
      const wild = JSON.stringify([actions, resources]).includes('*')
      if (wild) expect(at.Metadata?.[REASON], `${at.stack}/${at.id}: ${actions}`).toBeDefined()
      if (at.Type === 'AWS::IAM::Policy') expect(actions.join(), at.id).not.toContain('*')
    }
  })

  it('gives no role a policy that is not written here', () => {
    const managed = ofType(all, 'AWS::IAM::Role').filter((role) => (role.Properties.ManagedPolicyArns ?? []).length > 0)
    expect(names(managed)).toEqual([])
  })

  it('moves what failed in a queue to a queue of dead letters, over TLS alone', () => {
    const queues = ofType(all, 'AWS::SQS::Queue')
    const dead = (queue: Resource) =>
      all.some(
        (r) =>
          leadsTo(r.Properties?.RedrivePolicy, queue.id) ||
          leadsTo(r.Properties?.DestinationConfig, queue.id) ||
          leadsTo(r.Properties?.Targets, queue.id),
      )
    for (const queue of queues) expect(queue.Properties.RedrivePolicy !== undefined || dead(queue), queue.id).toBe(true)
    for (const queue of queues) expect(deniesPlainHttp(all, queue), queue.id).toBe(true)
  })

  it('closes each bucket to the public and to plain HTTP, and keeps its versions', () => {
    for (const bucket of ofType(all, 'AWS::S3::Bucket')) {
      expect(bucket.Properties.PublicAccessBlockConfiguration, bucket.id).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      })
      expect(bucket.Properties.VersioningConfiguration?.Status, bucket.id).toBe('Enabled')
      expect(bucket.Properties.BucketEncryption, bucket.id).toBeDefined()
      expect(deniesPlainHttp(all, bucket), bucket.id).toBe(true)
    }
  })

  it('encrypts topics’ and queues’ traffic, and turns the keys that can be turned', () => {
    for (const topic of ofType(all, 'AWS::SNS::Topic')) expect(deniesPlainHttp(all, topic), topic.id).toBe(true)
    for (const key of ofType(all, 'AWS::KMS::Key')) {
      const turns = key.Properties.KeySpec === undefined || key.Properties.KeySpec === 'SYMMETRIC_DEFAULT'
      expect(key.Properties.EnableKeyRotation ?? false, key.id).toBe(turns)
    }
  })

  it('outlives its stack, where it holds records, files or keys', () => {
    const kept = ['AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::SQS::Queue', 'AWS::Logs::LogGroup']
    for (const resource of all.filter((r) => kept.includes(r.Type))) {
      expect([resource.DeletionPolicy, resource.UpdateReplacePolicy], resource.id).toEqual(['Retain', 'Retain'])
    }
  })

  it('names no partition but its own, so that the same code stands in China', () => {
    const foreign = 'region' in context ? /arn:aws:/ : /arn:aws-cn:/
    expect(names(all.filter((r) => foreign.test(JSON.stringify(r))))).toEqual([])
  })
})

describe('an installation in China', () => {
  const all = synthesized(PLACES['aws-cn'])

  it('has no edge and no mail service, which are not there', () => {
    expect(all.filter((r) => /CloudFront|WAFv2|SES/.test(r.Type))).toEqual([])
  })
})

describe('the address of the gateway', () => {
  const api = (context: Record<string, string>) => ofType(synthesized(context), 'AWS::ApiGatewayV2::Api')[0]

  it('is closed where people come by an own domain, and open where they cannot', () => {
    expect(api(PLACES['a standard region, own domain, no edge'])?.Properties.DisableExecuteApiEndpoint).toBe(true)
    expect(api({})?.Properties.DisableExecuteApiEndpoint).not.toBe(true)
  })
})

/** True where a policy of this very resource denies everything that does not come over TLS. */
function deniesPlainHttp(all: readonly Resource[], resource: Resource): boolean {
  return statements(all).some(
    ({ at, Effect, Condition }) =>
      Effect === 'Deny' &&
      JSON.stringify(Condition).includes('"aws:SecureTransport":"false"') &&
      leadsTo([at.Properties.Bucket, at.Properties.Queues, at.Properties.Topics], resource.id),
  )
}
