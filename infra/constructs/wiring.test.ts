import { App, Validations } from 'aws-cdk-lib'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { AwsSolutionsChecks } from 'cdk-nag'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import cdk from '../../cdk.json' with { type: 'json' }
import { MATTERS } from '../../shared/table/definition.ts'
import type { Settings } from '../settings.ts'
import { DataStack } from '../stacks/data.ts'
import { ServiceStack } from '../stacks/service.ts'
import { FeatureFunction } from './feature-function.ts'
import { FifoSubscription } from './fifo-subscription.ts'
import { lockFiles, mac, readFiles, readRecords, sign, verify, writeFiles, writeRecords } from './permissions.ts'
import { Sweep } from './schedule.ts'

const schema = z.strictObject({ MATTERS_TABLE: z.string(), PUBLIC_URL: z.string() })

/** A feature as `infra/features` writes one, with everything that a feature can have. */
function feature() {
  const app = new App({ context: { ...cdk.context, 'aws:cdk:bundling-stacks': [] } })
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  const settings: Settings = {
    installation: 'test',
    region: 'ap-east-1',
    oidcIssuer: 'https://login.example.gov.cn',
    oidcAudience: 'wenping',
    oidcJwks: 'https://login.example.gov.cn/jwks',
    oidcClientId: 'desk',
    administratorId: 'example',
    administratorName: '示例·管理员',
    edge: false,
    china: false,
    lockMode: 'governance',
  }
  const env = { region: settings.region }
  const data = new DataStack(app, 'data', { env, settings })
  const service = new ServiceStack(app, 'service', { env, settings, data })
  const { alarms } = service
  const hurt = '公示到期后仍可提意见,群众会误以为已被采纳。'
  const fn = new FeatureFunction(service, 'Feature', {
    entry: 'shared/events/aws/lambda.ts',
    handler: 'handler',
    service: 'feature',
    hurt,
    heading: 'feature',
    schema,
    env: service.tell('MATTERS_TABLE', 'PUBLIC_URL'),
    permissions: [
      ...readRecords(data.identities),
      ...writeRecords(data.matters),
      ...readFiles(data.site.bucket),
      ...writeFiles(data.archive.bucket),
      ...lockFiles(data.archive.bucket),
      ...sign(data.signingKey),
      ...verify(data.signingKey),
      ...mac(data.macKey),
    ],
    alarms,
  })
  const { topic } = service.publisher
  const types = ['filing.', 'comment.']
  new FifoSubscription(service, 'Events', { topic, types, reader: fn, readerTimeout: 25, hurt, heading: 'q', alarms })
  new Sweep(service, 'Sweep', {
    schedule: { name: 'x.sweep', everyMinutes: 5 },
    target: fn,
    hurt,
    heading: 's',
    alarms,
  })
  service.gateway.serve(
    'feature',
    [{ method: 'GET', path: '/api/matters/{matter}', may: 'public', summary: '查看事项', reply: schema }],
    fn,
  )
  app.synth()
  return Template.fromStack(service)
}

describe('a feature with all that a feature can have', () => {
  const template = feature()

  it('hears of the types it asked for, each group in order, and what fails five times is put aside', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'sqs',
      RawMessageDelivery: true,
      FilterPolicy: { type: [{ prefix: 'filing.' }, { prefix: 'comment.' }] },
    })
    template.hasResourceProperties('AWS::SQS::Queue', {
      FifoQueue: true,
      VisibilityTimeout: 150,
      RedrivePolicy: { maxReceiveCount: 5, deadLetterTargetArn: Match.anyValue() },
    })
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    })
  })

  it('is woken by one rule, told which sweep it is, and missed when it falls silent', () => {
    template.resourceCountIs('AWS::Events::Rule', 1)
    template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(5 minutes)',
      Targets: [Match.objectLike({ Input: '{"schedule":"x.sweep"}', DeadLetterConfig: Match.anyValue() })],
    })
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Completed',
      Dimensions: [{ Name: 'service', Value: 'x.sweep' }],
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    })
  })

  it('is reached by the routes of its contract, in the gateway’s payload 2.0', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'GET /api/matters/{matter}' })
    template.hasResourceProperties('AWS::ApiGatewayV2::Integration', { PayloadFormatVersion: '2.0' })
  })

  it('may neither scan a table nor remove a version of a file nor change a key', () => {
    const policies = JSON.stringify(template.findResources('AWS::IAM::Policy'))
    for (const action of ['dynamodb:Scan', 's3:DeleteObjectVersion', 's3:BypassGovernanceRetention', 'kms:Put']) {
      expect(policies).not.toContain(action)
    }
    expect(policies).toContain(`/index/${Object.keys(MATTERS.indexes)[0]}`)
  })
})
