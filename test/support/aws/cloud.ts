import { randomUUID } from 'node:crypto'
import { CreateKeyCommand, type CreateKeyCommandInput, KMSClient } from '@aws-sdk/client-kms'
import { CreateBucketCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3'
import { features } from '../../../functions/product.ts'
import { s3Client } from '../../../shared/files/s3/client.ts'
import { openS3 } from '../../../shared/files/s3/s3.ts'
import { IDENTITIES, MATTERS } from '../../../shared/table/definition.ts'
import { dynamoClient } from '../../../shared/table/dynamo/client.ts'
import { openDynamo } from '../../../shared/table/dynamo/dynamo.ts'
import { inert } from '../inert.ts'
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
  const drops = [
    await createTable(dynamo, names.matters, MATTERS),
    await createTable(dynamo, names.identities, IDENTITIES),
  ]
  const s3 = s3Client({ endpoint: endpoints.s3 })
  const buckets = await createBuckets(s3, run)
  const kms = new KMSClient({ endpoint: endpoints.aws })
  const key = async (input: CreateKeyCommandInput) =>
    (await kms.send(new CreateKeyCommand(input))).KeyMetadata?.Arn as string
  const sealing = { KeySpec: 'RSA_3072', KeyUsage: 'ENCRYPT_DECRYPT' } as const
  const consumers = features(inert).flatMap((feature) => feature.consumers)
  const queues = await openQueues(run, endpoints.aws, Object.fromEntries(consumers.map((c) => [c.name, c.types])))
  const issuer = await openIssuer()

  return {
    issuer,
    queues,
    matters: openDynamo({ client: dynamo, tableName: names.matters, definition: MATTERS }),
    files: openS3({ client: s3, buckets, now }),
    /** The settings of all functions, and the SDK's own variables: they send its clients to these servers. */
    env: {
      ...issuer.env,
      AWS_LAMBDA_LOG_LEVEL: 'ERROR',
      AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
      AWS_ENDPOINT_URL_S3: endpoints.s3,
      AWS_ENDPOINT_URL_SNS: endpoints.aws,
      AWS_ENDPOINT_URL_SQS: endpoints.aws,
      AWS_ENDPOINT_URL_KMS: endpoints.aws,
      MATTERS_TABLE: names.matters,
      IDENTITIES_TABLE: names.identities,
      INCOMING_BUCKET: buckets.incoming,
      ARCHIVE_BUCKET: buckets.archive,
      SITE_BUCKET: buckets.site,
      LOCK_MODE: 'GOVERNANCE',
      DESK_BUCKET: `${run}-desk`,
      UPLOADS_ORIGIN: endpoints.s3,
      SIGNING_KEY_ARN: await key({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }),
      MAC_KEY_ARN: await key({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }),
      CONTACTS_KEY_ARN: await key(sealing),
      ACCUSATIONS_KEY_ARN: await key(sealing),
      ADMIN_ID: 'example-administrator',
      ADMIN_NAME: '示例·管理员',
      ORIGIN_SECRET: '',
      PUBLIC_URL: 'https://wenping.example.gov.cn',
      TOPIC_ARN: queues.topicArn,
      POISON_QUEUE_URL: queues.poisonUrl,
    } as Readonly<Record<string, string>>,
    async close() {
      issuer.close()
      for (const drop of drops) await drop()
      for (const client of [dynamo, s3, kms]) client.destroy()
    },
  }
}
async function createBuckets(s3: ReturnType<typeof s3Client>, run: string) {
  const buckets = { incoming: `${run}-incoming`, archive: `${run}-archive`, site: `${run}-site` }
  for (const Bucket of [...Object.values(buckets), `${run}-desk`]) {
    await s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: Bucket === buckets.archive }))
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }))
  }
  return buckets
}

export type Cloud = Awaited<ReturnType<typeof openCloud>>
