import { randomUUID } from 'node:crypto'
import { CreateKeyCommand, type CreateKeyCommandInput, KMSClient } from '@aws-sdk/client-kms'
import { CreateBucketCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3'
import { s3Client } from '../../../shared/files/s3/client.ts'
import { openS3 } from '../../../shared/files/s3/s3.ts'
import { IDENTITIES, MATTERS } from '../../../shared/table/definition.ts'
import { dynamoClient } from '../../../shared/table/dynamo/client.ts'
import { openDynamo } from '../../../shared/table/dynamo/dynamo.ts'
import { openIssuer } from './issuer.ts'
import { openQueues } from './queues.ts'
import { createTable } from './tables.ts'

export interface Endpoints {
  readonly dynamodb: string
  readonly s3: string
  /** SNS, SQS and KMS. */
  readonly aws: string
}

/** What the stacks of `infra/` make, on servers that the project did not write, under names of this run alone. */
export async function openCloud(endpoints: Endpoints, now: () => Date) {
  const run = `p${randomUUID().slice(0, 8)}`
  const dynamo = dynamoClient({ endpoint: endpoints.dynamodb })
  const names = { matters: `${run}-matters`, identities: `${run}-identities` }
  await createTable(dynamo, names.matters, MATTERS)
  await createTable(dynamo, names.identities, IDENTITIES)

  const s3 = s3Client({ endpoint: endpoints.s3 })
  const buckets = { incoming: `${run}-incoming`, archive: `${run}-archive`, site: `${run}-site` }
  for (const Bucket of [...Object.values(buckets), `${run}-desk`]) {
    await s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: Bucket === buckets.archive }))
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }))
  }

  const kms = new KMSClient({ endpoint: endpoints.aws })
  const key = async (KeySpec: CreateKeyCommandInput['KeySpec'], KeyUsage: CreateKeyCommandInput['KeyUsage']) =>
    (await kms.send(new CreateKeyCommand({ KeySpec, KeyUsage }))).KeyMetadata?.Arn as string
  const issuer = await openIssuer()
  const consumers = await import('../../../infra/local/features.ts').then(({ features }) => features)
  return { run, dynamo, names, s3, buckets, key, issuer, consumers, openDynamo, openQueues, openS3, now }
}
