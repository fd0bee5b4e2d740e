import type { Readable } from 'node:stream'
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import type { Clock } from '../../kernel/clock.ts'
import { sha256 as sha256Of } from '../../signing/hash.ts'
import { FileHeld, type FileInfo, FileMismatch, FileMissing, type Files, MAX_PUT, type Space } from '../files.ts'
import { checkKey, checkRange, keyToPath } from '../key.ts'
import { isAbsent, isDenied, orAbsent } from './errors.ts'
import { checksumOf, infoOf } from './info.ts'
import { keysUnder, versionsOf } from './list.ts'
import { ensureLock, lockOf } from './lock.ts'
import { s3Tickets } from './tickets.ts'

export interface S3Options {
  /** With `requestChecksumCalculation: 'WHEN_REQUIRED'`: every upload brings its SHA-256, and stores beside AWS choke on CRCs. */
  readonly client: S3Client
  /** Versioned, private buckets; `archive` with Object Lock. */
  readonly buckets: Readonly<Record<Space, string>>
  /** Key for what is written from here. Uploads by ticket take their bucket's default encryption. */
  readonly kmsKeyId?: string
  /**
   * GOVERNANCE by default: only who holds `s3:BypassGovernanceRetention` can shorten a lock, and no function does.
   * In COMPLIANCE nobody can at all, not even the account's owner. See docs/adr/0009.
   */
  readonly lockMode?: 'COMPLIANCE' | 'GOVERNANCE'
  readonly now: Clock
}

/** The `files` port on S3. Errors that are not the port's own (throttling, 5xx, time-outs) pass through, retried by the SDK. */
export function openS3(options: S3Options): Files {
  const { client, buckets, now } = options
  const head = (space: Space, key: string, version?: string) => infoOf(client, buckets[space], key, version)
  return {
    ...reading(options, head),
    ...writing(options, head),
    ...locking(options, head),
    ...s3Tickets(client, buckets, now),
  }
}

type Head = (space: Space, key: string, version?: string) => Promise<FileInfo | undefined>

function reading({ client, buckets }: S3Options, head: Head): Pick<Files, 'head' | 'read' | 'versions' | 'list'> {
  return {
    async head(space, key, version) {
      return head(space, checkKey(key), version)
    },

    async read(space, key, { version, range } = {}) {
      const info = await head(space, checkKey(key), version)
      if (!info) return undefined
      if (range) checkRange(range, info.size)
      // By its version, so that bytes and info are of one file even when a newer one arrives in between.
      const got = await orAbsent(
        client.send(
          new GetObjectCommand({
            Bucket: buckets[space],
            Key: key,
            VersionId: info.version,
            Range: range && `bytes=${range.start}-${range.end}`,
          }),
        ),
        info.version,
      )
      return got && { info, body: got.Body as Readable }
    },

    async versions(space, key) {
      const names = await versionsOf(client, buckets[space], checkKey(key))
      const heads = await Promise.all(names.map((version) => head(space, key, version)))
      return heads.filter((info) => info !== undefined)
    },

    async *list(space, prefix) {
      for await (const keys of keysUnder(client, buckets[space], prefix)) {
        for (const info of await Promise.all(keys.map((key) => head(space, key)))) {
          if (info) yield info
        }
      }
    },
  }
}

function writing(options: S3Options, head: Head): Pick<Files, 'put' | 'copy'> {
  const { client, buckets, kmsKeyId, lockMode = 'GOVERNANCE' } = options
  const encryption = kmsKeyId
    ? { ServerSideEncryption: 'aws:kms' as const, SSEKMSKeyId: kmsKeyId, BucketKeyEnabled: true }
    : {}

  async function written(space: Space, key: string, version: string | undefined): Promise<FileInfo> {
    const found = await head(space, key, version)
    if (!found) throw new FileMissing(`${space}: gone as soon as it was written`)
    return found
  }

  return {
    async put(space, key, content, { contentType, sha256 }) {
      checkKey(key)
      if (content.byteLength > MAX_PUT) throw new RangeError('more than one put may carry')
      const sum = sha256Of(content)
      if (sha256 !== undefined && sha256 !== sum) throw new FileMismatch('SHA-256')
      const { VersionId } = await client.send(
        new PutObjectCommand({
          Bucket: buckets[space],
          Key: key,
          Body: content,
          ContentType: contentType,
          ChecksumSHA256: checksumOf(sum),
          ...encryption,
        }),
      )
      return written(space, key, VersionId)
    },

    async copy(from, { space, key, retainUntil }) {
      checkKey(key)
      if (retainUntil && space !== 'archive') throw new TypeError('only the archive retains')
      const version = from.version ? `?versionId=${encodeURIComponent(from.version)}` : ''
      const copying = client.send(
        new CopyObjectCommand({
          Bucket: buckets[space],
          Key: key,
          CopySource: `${buckets[from.space]}/${keyToPath(checkKey(from.key))}${version}`,
          // A form upload came without one: now the store computes it over the whole.
          ChecksumAlgorithm: 'SHA256',
          ...(retainUntil && { ObjectLockMode: lockMode, ObjectLockRetainUntilDate: retainUntil }),
          ...encryption,
        }),
      )
      const copied = await copying.catch((error) => {
        throw isAbsent(error, from.version) ? new FileMissing(`${from.space}: nothing to copy`) : error
      })
      const info = await written(space, key, copied.VersionId)
      // A copy counts as kept only when its lock is seen: some stores (Ceph 16) drop the lock of a copy without a word.
      if (retainUntil) await ensureLock(client, lockable(buckets, info), retainUntil, lockMode)
      return info
    },
  }
}

const lockable = (buckets: S3Options['buckets'], { key, version }: FileInfo) => ({
  Bucket: buckets.archive,
  Key: key,
  VersionId: version,
})

function locking(options: S3Options, head: Head): Pick<Files, 'retain' | 'remove' | 'destroy'> {
  const { client, buckets, lockMode = 'GOVERNANCE', now } = options
  return {
    async retain(key, version, until) {
      const info = await head('archive', checkKey(key), version)
      if (!info) throw new FileMissing('archive: nothing to retain')
      await ensureLock(client, lockable(buckets, info), until, lockMode)
    },

    async remove(space, key) {
      await client.send(new DeleteObjectCommand({ Bucket: buckets[space], Key: checkKey(key) }))
    },

    async destroy(space, key, version) {
      const command = new DeleteObjectCommand({ Bucket: buckets[space], Key: checkKey(key), VersionId: version })
      await orAbsent(client.send(command), version).catch(async (error) => {
        // The store says "denied" of a lock and of a missing right alike.
        if (!isDenied(error)) throw error
        const lock = await lockOf(client, { Bucket: buckets[space], Key: key, VersionId: version })
        if (lock.hold || (lock.retainUntil && lock.retainUntil > now())) throw new FileHeld('retained or on hold')
        throw error
      })
    },
  }
}
