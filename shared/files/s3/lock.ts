import {
  GetObjectLegalHoldCommand,
  GetObjectRetentionCommand,
  type ObjectLockRetentionMode,
  PutObjectRetentionCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'

export interface Version {
  readonly Bucket: string
  readonly Key: string
  readonly VersionId: string
}

export interface Lock {
  readonly retainUntil?: Date | undefined
  readonly mode?: ObjectLockRetentionMode | undefined
  /** Set by earlier releases for 永久, by none any more; nothing here lifts it. */
  readonly hold: boolean
}

/** How Object Lock keeps one version. A HEAD does not do: of earlier versions some stores leave the lock out. */
export async function lockOf(client: S3Client, version: Version): Promise<Lock> {
  const [hold, retention] = await Promise.all([
    orNone(client.send(new GetObjectLegalHoldCommand(version))),
    orNone(client.send(new GetObjectRetentionCommand(version))),
  ])
  const { RetainUntilDate: retainUntil, Mode: mode } = retention?.Retention ?? {}
  return { hold: hold?.LegalHold?.Status === 'ON', ...(retainUntil && { retainUntil }), ...(mode && { mode }) }
}

/**
 * Locks a version that is there at least until `until`. A lock that is there keeps its mode: S3 lets nobody turn
 * COMPLIANCE into GOVERNANCE, and an installation that changed its setting has locks of both.
 */
export async function ensureLock(
  client: S3Client,
  version: Version,
  until: Date,
  mode: ObjectLockRetentionMode,
): Promise<void> {
  const found = await lockOf(client, version)
  if (found.retainUntil && found.retainUntil >= until) return
  const Retention = { Mode: found.mode ?? mode, RetainUntilDate: until }
  await client.send(new PutObjectRetentionCommand({ ...version, Retention }))
}

/** A version without a lock is an error to S3: 404 on AWS and Ceph, 400 elsewhere. */
async function orNone<T>(asking: Promise<T>): Promise<T | undefined> {
  try {
    return await asking
  } catch (error) {
    if (error instanceof S3ServiceException && [400, 404].includes(error.$metadata.httpStatusCode ?? 0))
      return undefined
    throw error
  }
}
