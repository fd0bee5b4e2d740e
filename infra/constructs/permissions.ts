import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import type { DataTable } from './data-table.ts'
import type { Permission } from './feature-function.ts'

/** What each adapter of `shared/` calls, by name: a feature's infra file says on which table, bucket or key. */

const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'] as const
const WRITE = ['dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'] as const

const decrypt = (key: IKey): Permission => ({ actions: ['kms:Decrypt', 'kms:DescribeKey'], resources: [key.keyArn] })
const close = (key: IKey): Permission => ({
  actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'],
  resources: [key.keyArn],
})

/** `get`, `getMany`, `query` and `all` of the table port. */
export function readRecords({ table, key, indexArns }: DataTable): readonly Permission[] {
  return [{ actions: READ, resources: [table.tableArn, ...indexArns] }, decrypt(key)]
}

/** `get` in one partition and in no other: for a function that has no business with the records. */
export function readPartition({ table, key }: DataTable, pk: string): readonly Permission[] {
  const only = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [pk] } }
  return [{ actions: ['dynamodb:GetItem'], resources: [table.tableArn], conditions: only }, decrypt(key)]
}

/** All of the table port but `scan`, which is for exports and integrity checks alone. */
export function writeRecords({ table, key, indexArns }: DataTable): readonly Permission[] {
  return [
    { actions: READ, resources: [table.tableArn, ...indexArns] },
    { actions: WRITE, resources: [table.tableArn] },
    close(key),
  ]
}

/** `commit` of one new or replaced row at a time: nothing can be read with it, nothing removed. */
export function addRecords({ table, key }: DataTable): readonly Permission[] {
  return [{ actions: ['dynamodb:PutItem'], resources: [table.tableArn] }, close(key)]
}

const KEYS = 'Keys of files are made while people work; the bucket is the boundary.'

/** `head`, `read`, `versions`, `list` and `linkForGet` of the files port, in one space. */
export function readFiles(bucket: IBucket): readonly Permission[] {
  return [
    { actions: ['s3:GetObject', 's3:GetObjectVersion'], resources: [bucket.arnForObjects('*')], why: KEYS },
    { actions: ['s3:ListBucket', 's3:ListBucketVersions'], resources: [bucket.bucketArn] },
    ...(bucket.encryptionKey ? [decrypt(bucket.encryptionKey)] : []),
  ]
}

/** Also `put`, tickets, and the target of `copy`. */
export function addFiles(bucket: IBucket): readonly Permission[] {
  return [
    ...readFiles(bucket),
    { actions: ['s3:PutObject'], resources: [bucket.arnForObjects('*')], why: KEYS },
    ...(bucket.encryptionKey ? [close(bucket.encryptionKey)] : []),
  ]
}

/** Also `remove`. Removing a version is not among it, anywhere. */
export function writeFiles(bucket: IBucket): readonly Permission[] {
  return [...addFiles(bucket), { actions: ['s3:DeleteObject'], resources: [bucket.arnForObjects('*')], why: KEYS }]
}

/**
 * What `copy` with `retainUntil` and `retain` need in the locked space: to lock, to lengthen, and to see that it is locked.
 * Neither to bypass a lock nor to set or lift a hold is granted anywhere (docs/adr/0009; test/infra/locks.test.ts).
 */
export function lockFiles(bucket: IBucket): readonly Permission[] {
  return [
    {
      actions: ['s3:PutObjectRetention', 's3:GetObjectRetention', 's3:GetObjectLegalHold'],
      resources: [bucket.arnForObjects('*')],
      why: KEYS,
    },
  ]
}

/** The signer: `kms:Sign` under the current key; anybody who verifies needs its public half. */
export function sign(key: IKey): readonly Permission[] {
  return [{ actions: ['kms:Sign', 'kms:GetPublicKey'], resources: [key.keyArn] }]
}

/** Verifying alone, and publishing the key set. */
export function verify(key: IKey): readonly Permission[] {
  return [{ actions: ['kms:GetPublicKey'], resources: [key.keyArn] }]
}

/** The mac that receipt codes come from. */
export function mac(key: IKey): readonly Permission[] {
  return [{ actions: ['kms:GenerateMac'], resources: [key.keyArn] }]
}

/** Sealing for a recipient. */
export function seal(key: IKey): readonly Permission[] {
  return [{ actions: ['kms:GetPublicKey'], resources: [key.keyArn] }]
}

/** Opening what was sealed for a recipient: for the function of who receives it, and no other. */
export function unseal(key: IKey): readonly Permission[] {
  return [{ actions: ['kms:GetPublicKey', 'kms:Decrypt'], resources: [key.keyArn] }]
}
