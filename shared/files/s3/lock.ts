import {
  GetObjectLegalHoldCommand,
  GetObjectRetentionCommand,
  type ObjectLockRetentionMode,
  PutObjectLegalHoldCommand,
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
  readonly hold?: boolean | undefined
}

/** How Object Lock keeps one version. A HEAD does not do: of earlier versions some stores leave the lock out. */
export async function lockOf(client: S3Client, version: Version): Promise<Lock> {
  const [hold, retention] = await Promise.all([
    orNone(client.send(new GetObjectLegalHoldCommand(version))),
    orNone(client.send(new GetObjectRetentionCommand(version))),
  ])
  const retainUntil = retention?.Retention?.RetainUntilDate
  return { hold: hold?.LegalHold?.Status === 'ON', ...(retainUntil && { retainUntil }) }
}

/** Puts a lock on a version that is there. Retention can be lengthened so, never shortened. */
export async function setLock(
  client: S3Client,
  version: Version,
  { retainUntil, hold }: Lock,
  mode: ObjectLockRetentionMode,
): Promise<void> {
  if (retainUntil) {
    const Retention = { Mode: mode, RetainUntilDate: retainUntil }
    await client.send(new PutObjectRetentionCommand({ ...version, Retention }))
  }
  if (hold) await client.send(new PutObjectLegalHoldCommand({ ...version, LegalHold: { Status: 'ON' } }))
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
