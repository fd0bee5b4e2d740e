import { describe, expect, it } from 'vitest'
import { IDENTITIES, MATTERS } from '../../shared/table/definition.ts'
import { leadsTo, ofType, type Resource, statements, synthesized } from './synthesized.ts'

const all = synthesized()
const [matters, identities] = ofType(all, 'AWS::DynamoDB::Table') as [Resource, Resource]
const keyOf = (resource: Resource) =>
  ofType(all, 'AWS::KMS::Key').find((key) => leadsTo(resource.Properties.SSESpecification, key.id))?.id

describe('the tables', () => {
  it.each([
    ['matters', matters, MATTERS],
    ['identities', identities, IDENTITIES],
  ] as const)('%s has the keys and indexes of its definition, no others', (_name, table, definition) => {
    const schema = (hash: string, range: string) => [
      { AttributeName: hash, KeyType: 'HASH' },
      { AttributeName: range, KeyType: 'RANGE' },
    ]
    expect(table.Properties.KeySchema).toEqual(schema(definition.partitionKey, definition.sortKey))
    expect(table.Properties.TimeToLiveSpecification).toEqual({ AttributeName: definition.ttlAttribute, Enabled: true })
    expect(table.Properties.StreamSpecification !== undefined).toBe(definition.stream)
    const indexes = Object.fromEntries(
      (table.Properties.GlobalSecondaryIndexes ?? []).map((i: Resource['Properties']) => [
        i.IndexName,
        { keys: i.KeySchema, projection: i.Projection },
      ]),
    )
    expect(indexes).toEqual(
      Object.fromEntries(
        Object.entries(definition.indexes).map(([name, { partitionKey, sortKey, projects }]) => [
          name,
          {
            keys: schema(partitionKey, sortKey),
            projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: projects },
          },
        ]),
      ),
    )
  })

  it('hold what a list shows in their indexes and nothing else: settled before anybody deploys', () => {
    const projections = (matters.Properties.GlobalSecondaryIndexes as Resource['Properties'][]).map((i) => [
      i.IndexName,
      i.Projection.NonKeyAttributes,
    ])
    expect(projections).toEqual([
      ['byOrgan', ['row']],
      ['byAuthority', ['row']],
      ['due', ['row']],
    ])
  })

  it.each([
    ['matters', matters],
    ['identities', identities],
  ] as const)('%s can be restored to any second and cannot be deleted by mistake', (_name, table) => {
    expect(table.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
    })
  })

  it('keep who commented under another key than what was said', () => {
    expect(keyOf(matters)).toBeDefined()
    expect(keyOf(identities)).toBeDefined()
    expect(keyOf(identities)).not.toBe(keyOf(matters))
  })
})

describe('the buckets', () => {
  const bucket = (name: string) =>
    ofType(all, 'AWS::S3::Bucket').find((resource) => resource.id.startsWith(name)) as Resource

  it('lock the archive, so that no version in it can be removed before its time', () => {
    expect(bucket('Archive').Properties.ObjectLockEnabled).toBe(true)
    expect(JSON.stringify(bucket('Archive').Properties.LifecycleConfiguration)).not.toContain('Expiration')
  })

  it('forget uploads that nobody finished or took over', () => {
    const rules = bucket('Incoming').Properties.LifecycleConfiguration.Rules as Resource['Properties'][]
    expect(rules).toContainEqual(
      expect.objectContaining({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }),
    )
    expect(rules).toContainEqual(expect.objectContaining({ ExpirationInDays: 30, Status: 'Enabled' }))
  })

  it('take uploads by presigned request alone: no policy lets anyone else write', () => {
    const writers = statements(all).filter(
      ({ at, Effect, actions }) =>
        at.Type === 'AWS::S3::BucketPolicy' &&
        Effect === 'Allow' &&
        actions.some((action) => action.startsWith('s3:Put')),
    )
    expect(writers.map((s) => s.Principal)).toEqual(writers.map(() => ({ Service: 'logging.s3.amazonaws.com' })))
  })
})

describe('the keys', () => {
  it('are the kinds that the adapters sign and compute with', () => {
    const kinds = ofType(all, 'AWS::KMS::Key').map((key) => [key.Properties.KeySpec, key.Properties.KeyUsage])
    expect(kinds).toContainEqual(['ECC_NIST_P256', 'SIGN_VERIFY'])
    expect(kinds).toContainEqual(['HMAC_256', 'GENERATE_VERIFY_MAC'])
  })
})
