import { randomUUID } from 'node:crypto'
import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { describe, it } from 'vitest'
import { filesContract } from '../../shared/files/files.contract.ts'
import { openS3 } from '../../shared/files/s3/s3.ts'

/** An S3 server that we did not write and that enforces signatures, POST policies and Object Lock: versitygw, Ceph RGW, AWS. */
const endpoint = process.env.S3_ENDPOINT

if (!endpoint) {
  describe('files on S3', () => {
    it.skip('the contract test: S3_ENDPOINT names no server', () => {})
  })
} else {
  const client = new S3Client({
    endpoint,
    forcePathStyle: true,
    region: process.env.AWS_REGION ?? 'us-east-1',
    credentials: {
      accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? 'test',
      secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? 'test-secret',
    },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const run = randomUUID().slice(0, 13)
  const buckets = { incoming: `incoming-${run}`, archive: `archive-${run}`, site: `site-${run}` }
  for (const [space, Bucket] of Object.entries(buckets)) {
    await client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: space === 'archive' }))
    const VersioningConfiguration = { Status: 'Enabled' } as const
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }))
  }

  /** Asked of the server itself: whether it takes a file with a wrong checksum, and one in the place of a folder. */
  const takes = (Key: string, more = {}) =>
    client.send(new PutObjectCommand({ Bucket: buckets.site, Key, Body: 'x', ...more })).then(
      () => true,
      () => false,
    )
  const abilities = {
    knowsSha256: !(await takes('probe', { ChecksumSHA256: Buffer.alloc(32).toString('base64') })),
    filesBesideFolders: (await takes('both')) && (await takes('both/inner')),
  }

  filesContract(`S3 at ${endpoint}`, abilities, async () => ({
    files: openS3({ client, buckets, now: () => new Date() }),
    at: (now) => openS3({ client, buckets, now }),
    async putOnHold(Key, VersionId) {
      const LegalHold = { Status: 'ON' } as const
      await client.send(new PutObjectLegalHoldCommand({ Bucket: buckets.archive, Key, VersionId, LegalHold }))
    },
    async close() {
      client.destroy()
    },
  }))
}
