import { describe, expect, it } from 'vitest'
import { contracts, features } from '../../functions/product.ts'
import { HEALTH } from '../../functions/site/store.ts'
import { inert } from '../support/inert.ts'
import { leadsTo, ofType, type Resource, synthesized } from './synthesized.ts'

const all = synthesized()
const product = features(inert)

/** The function that stands behind something, by its logical id in the template. */
const functions = ofType(all, 'AWS::Lambda::Function')
const behind = (value: unknown) => functions.filter((fn) => leadsTo(value, fn.id))
const environment = (fn: Resource) => Object.keys(fn.Properties.Environment.Variables)

describe('what features have, and what is deployed', () => {
  it('every route of every contract, and nothing else but the rest', () => {
    const keys = ofType(all, 'AWS::ApiGatewayV2::Route').map((r) => r.Properties.RouteKey)
    const promised = contracts().map(({ route }) => `${route.method} ${route.path}`)
    expect(keys.sort()).toEqual([...promised, '$default'].sort())
  })

  it('every schedule of every feature, by its own name and period', () => {
    const rules = ofType(all, 'AWS::Events::Rule').map(({ Properties: { ScheduleExpression, Targets } }) => [
      JSON.parse(Targets[0].Input).schedule,
      ScheduleExpression,
    ])
    const expected = product.flatMap((f) => f.schedules).map(({ name, everyMinutes }) => [name, rate(everyMinutes)])
    expect(rules.sort()).toEqual([...expected, ['seed-organs', rate(60)]].sort())
  })

  it('the comparison that reports wait for each minute, in a function of its own: nothing else’s time is taken by it', () => {
    const rules = ofType(all, 'AWS::Events::Rule')
    const [rule, ...more] = rules.filter((r) => r.Properties.Targets[0].Input.includes('reconcile-comments'))
    expect(more).toEqual([])
    expect(rule?.Properties.ScheduleExpression).toBe('rate(1 minute)')
    const [fn] = behind(rule?.Properties.Targets[0].Arn)
    expect(rules.filter((r) => leadsTo(r.Properties.Targets[0].Arn, fn?.id ?? ''))).toHaveLength(1)
  })

  it('every consumer of every feature, with the types it asked for', () => {
    const filters = ofType(all, 'AWS::SNS::Subscription').flatMap(({ Properties }) =>
      Properties.Protocol === 'sqs' ? [Properties.FilterPolicy.type.map((p: { prefix: string }) => p.prefix)] : [],
    )
    expect(filters.sort()).toEqual(product.flatMap((f) => f.consumers.map((c) => [...c.types])).sort())
  })

  it('counts the faults of each function that answers requests: Lambda sees no error in a reply of 500', () => {
    const answering = functions.filter((fn) => /^index\.(h|publicH)andler$/.test(fn.Properties.Handler))
    const watched = ofType(all, 'AWS::CloudWatch::Alarm').filter((a) => a.Properties.MetricName === 'Fault')
    expect(answering.length).toBeGreaterThan(6)
    expect(watched.length).toBe(answering.length)
    const services = watched.map((a) => a.Properties.Dimensions[0].Value)
    expect(new Set(services).size).toBe(watched.length)
  })
})

describe('every schedule that is deployed', () => {
  const rules = ofType(all, 'AWS::Events::Rule')
  const alarms = ofType(all, 'AWS::CloudWatch::Alarm')
  const names = rules.map(({ Properties }) => JSON.parse(Properties.Targets[0].Input).schedule as string)
  const watching = (schedule: string, metric: string) =>
    alarms
      .filter(({ Properties: p }) => p.MetricName === metric && p.Dimensions?.[0].Value === schedule)
      .map(({ Properties }) => Properties)

  it.each(names)('rings when it fails and when it no longer ends, by its own name: %s', (name) => {
    const [failed, ...moreFailed] = watching(name, 'Failed')
    expect(failed).toMatchObject({
      Namespace: 'wenping',
      Dimensions: [{ Name: 'service', Value: name }],
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 1,
    })
    const [silent, ...moreSilent] = watching(name, 'Completed')
    expect(silent).toMatchObject({
      Namespace: 'wenping',
      Dimensions: [{ Name: 'service', Value: name }],
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
    })
    expect([moreFailed, moreSilent]).toEqual([[], []])
    const rule = rules[names.indexOf(name)]
    const minutes = minutesOf(rule?.Properties.ScheduleExpression)
    expect(silent?.Period).toBeGreaterThanOrEqual(2 * 60 * minutes)
    expect(silent?.Period * silent?.EvaluationPeriods).toBeLessThanOrEqual(86_400) // or CloudWatch refuses it
  })

  it('has a name that no other has, so that none answers for another', () => {
    expect(names.length).toBeGreaterThan(5)
    expect(new Set(names).size).toBe(names.length)
    const onCalls = alarms.filter(({ Properties }) => Properties.MetricName === 'Invocations')
    expect(onCalls.map(({ id }) => id)).toEqual([])
  })
})

describe('who may read what people said in confidence', () => {
  const policies = ofType(all, 'AWS::IAM::Policy')
  const mayOf = (id: string) => policies.find((p) => p.id.startsWith(id)) as Resource
  const allows = (policy: Resource, action: string, target: string) =>
    policy.Properties.PolicyDocument.Statement.some(
      (s: { Action: string | string[]; Resource: unknown }) =>
        [s.Action].flat().includes(action) && JSON.stringify(s.Resource).includes(target),
    )

  it('nobody opens accusations, and contacts are opened for officers alone', () => {
    const open = (key: string) => policies.filter((p) => allows(p, 'kms:Decrypt', key)).map((p) => p.id)
    expect(open('AccusationsKey')).toEqual([])
    expect(open('ContactsKey')).toEqual([mayOf('CommentsRole').id])
  })

  it('the public’s function adds to the identities and cannot read them', () => {
    const open = mayOf('CommentsPublicRole')
    expect(allows(open, 'dynamodb:PutItem', 'Identities')).toBe(true)
    expect(allows(open, 'dynamodb:GetItem', 'IdentitiesTable')).toBe(false)
    const others = policies.filter((p) => !p.id.startsWith('Comments') && JSON.stringify(p).includes('Identities'))
    expect(others.map((p) => p.id)).toEqual([])
  })

  it('who serves the pages reads one partition of the records, where nothing lies', () => {
    const reads = mayOf('SiteRole').Properties.PolicyDocument.Statement.filter((s: { Action: string | string[] }) =>
      JSON.stringify(s.Action).includes('dynamodb:'),
    )
    expect(reads).toMatchObject([
      {
        Action: 'dynamodb:GetItem',
        Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [HEALTH.pk] } },
      },
    ])
  })

  it('reads no table whole: scanning is for people with a reason, not for functions', () => {
    expect(JSON.stringify(policies)).not.toContain('dynamodb:Scan')
    for (const fn of behind(ofType(all, 'AWS::ApiGatewayV2::Integration')))
      expect(environment(fn)).toContain('OIDC_JWKS')
  })
})

function rate(minutes: number): string {
  return minutes === 60 ? 'rate(1 hour)' : `rate(${minutes} minute${minutes === 1 ? '' : 's'})`
}

function minutesOf(expression: string): number {
  const [, n, unit] = /^rate\((\d+) (minute|hour)s?\)$/.exec(expression) ?? []
  return Number(n) * (unit === 'hour' ? 60 : 1)
}
