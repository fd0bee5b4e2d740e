import { App, Stack } from 'aws-cdk-lib'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { Alarms } from './alarm.ts'
import { FeatureFunction, type Permission } from './feature-function.ts'

const schema = z.strictObject({ TABLE: z.string(), PORT: z.coerce.number() })

function make(more: { env?: { TABLE: string; PORT: string }; permissions?: readonly Permission[] }) {
  const stack = new Stack(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), 'test')
  return new FeatureFunction(stack, 'Fn', {
    entry: 'shared/events/aws/lambda.ts',
    handler: 'onEvent',
    hurt: '谁受影响',
    heading: 'test',
    schema,
    env: more.env ?? { TABLE: 'matters', PORT: '1' },
    permissions: more.permissions ?? [],
    alarms: new Alarms(stack, 'Alarms', { installation: 'test' }),
  })
}

describe('a function of a feature', () => {
  it('is told each variable of its own schema: one missing or one too many is refused, and does not compile', () => {
    expect(() => make({})).not.toThrow()
    // @ts-expect-error PORT is missing
    expect(() => make({ env: { TABLE: 'matters' } })).toThrow('PORT')
    // @ts-expect-error COLOUR is in no schema
    expect(() => make({ env: { TABLE: 'matters', PORT: '1', COLOUR: 'red' } })).toThrow('COLOUR')
  })

  it('may do named actions alone', () => {
    const permissions: Permission[] = [{ actions: ['dynamodb:*'], resources: ['arn:aws:dynamodb:::table/x'] }]
    expect(() => make({ permissions })).toThrow('name each action')
  })

  it('may touch resources by wildcard only with a reason', () => {
    const wild: Permission = { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::bucket/*'] }
    expect(() => make({ permissions: [wild] })).toThrow('a wildcard needs a reason')
    expect(() => make({ permissions: [{ ...wild, why: 'Keys are those of the papers.' }] })).not.toThrow()
  })
})
