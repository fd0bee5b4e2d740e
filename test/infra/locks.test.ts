import { describe, expect, it } from 'vitest'
import { ofType, type Resource, statements, synthesized } from './synthesized.ts'

const NEVER = [
  's3:PutObjectLegalHold',
  's3:BypassGovernanceRetention',
  's3:DeleteObjectVersion',
  's3:PutBucketObjectLockConfiguration',
]

/** As IAM reads it: without regard to case, `*` any letters, `?` one. */
const covers = (granted: string, action: string) =>
  new RegExp(`^${granted.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i').test(action)

const lockModes = (all: readonly Resource[]) =>
  ofType(all, 'AWS::Lambda::Function').flatMap((fn) => fn.Properties.Environment.Variables.LOCK_MODE ?? [])

describe.each([
  ['one that is set up as it comes', {}],
  ['one with compliance', { lockMode: 'compliance' }],
  ['one in China', { region: 'cn-northwest-1' }],
])('in an installation: %s', (_, context: Readonly<Record<string, string>>) => {
  const all = synthesized(context)

  it.each(NEVER)('nobody at all is granted %s: no function, no bucket policy, by no wildcard', (action) => {
    const granting = statements(all).filter(
      (s) => s.Effect === 'Allow' && s.actions.some((granted) => covers(granted, action)),
    )
    expect(granting.map((s) => s.at.id)).toEqual([])
  })

  it('what grants by exception is not used: no statement says NotAction, no role takes a policy of AWS', () => {
    expect(statements(all).filter((s) => 'NotAction' in s)).toEqual([])
    expect(ofType(all, 'AWS::IAM::Role').flatMap((role) => role.Properties.ManagedPolicyArns ?? [])).toEqual([])
  })

  it('who keeps papers may lock them and see that they are locked', () => {
    const [locking] = statements(all).filter((s) => s.actions.includes('s3:PutObjectRetention'))
    expect(locking?.actions).toEqual(expect.arrayContaining(['s3:GetObjectRetention', 's3:GetObjectLegalHold']))
  })

  it('the functions of the archive are told how to lock', () => {
    const mode = context.lockMode === 'compliance' ? 'COMPLIANCE' : 'GOVERNANCE'
    expect(lockModes(all)).toEqual([mode, mode])
  })
})
