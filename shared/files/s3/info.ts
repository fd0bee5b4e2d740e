import { HeadObjectCommand, type HeadObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3'
import type { FileInfo } from '../files.ts'
import { orAbsent } from './errors.ts'

/** A SHA-256 as S3 writes it (base64), from hex. */
export function checksumOf(sha256: string): string {
  return Buffer.from(sha256, 'hex').toString('base64')
}

/**
 * Only a checksum that the store itself has computed or compared counts as known; one of parts (`…-7`) is not of the
 * whole. Metadata that somebody sent along proves nothing.
 */
function knownSha256(head: HeadObjectCommandOutput): string | undefined {
  const { ChecksumSHA256: checksum, ChecksumType: type } = head
  if (checksum === undefined || type === 'COMPOSITE' || checksum.includes('-')) return undefined
  return Buffer.from(checksum, 'base64').toString('hex')
}

/** One HEAD: what is known of a version, or of the latest. */
export async function infoOf(
  client: S3Client,
  bucket: string,
  key: string,
  version?: string,
): Promise<FileInfo | undefined> {
  const command = new HeadObjectCommand({ Bucket: bucket, Key: key, VersionId: version, ChecksumMode: 'ENABLED' })
  const head = await orAbsent(client.send(command), version)
  if (!head) return undefined
  const sha256 = knownSha256(head)
  return {
    key,
    size: head.ContentLength ?? 0,
    contentType: head.ContentType ?? 'application/octet-stream',
    ...(sha256 !== undefined && { sha256 }),
    version: head.VersionId ?? version ?? 'null',
    modifiedAt: head.LastModified as Date,
  }
}
