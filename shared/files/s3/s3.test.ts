import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectLegalHoldCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectRetentionCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { sha256 } from '../../signing/hash.ts'
import { FileHeld, type FileInfo, FileMissing } from '../files.ts'
import { openS3, type S3Options } from './s3.ts'

const client = new S3Client({
  region: 'cn-northwest-1',
  credentials: { accessKeyId: 'EXAMPLE', secretAccessKey: 'example', sessionToken: 'session' },
  requestChecksumCalculation: 'WHEN_REQUIRED',
})
const s3 = mockClient(client)
const at = new Date('2026-11-24T10:00:00Z')
const buckets = { incoming: 'wp-in', archive: 'wp-ar', site: 'wp-si' }
const files = (more: Partial<S3Options> = {}) => openS3({ client, buckets, now: () => at, ...more })
const fault = (name: string, status: number) =>
  new S3ServiceException({ name, message: name, $fault: 'server', $metadata: { httpStatusCode: status } })
const head = { ContentLength: 3, ContentType: 'text/plain', VersionId: 'v1', LastModified: at }
const abc = new TextEncoder().encode('abc')
const abcSum = Buffer.from(sha256('abc'), 'hex').toString('base64')

beforeEach(() => {
  s3.reset()
  s3.on(HeadObjectCommand).resolves(head)
})

describe('what is sent to S3', () => {
  it('has its checksum compared on arrival, and is encrypted when there is a key', async () => {
    s3.on(PutObjectCommand).resolves({ VersionId: 'v1' })
    await files({ kmsKeyId: 'key-1' }).put('archive', 'a', abc, { contentType: 'text/plain' })
    expect(s3.commandCalls(PutObjectCommand)[0]?.args[0].input).toEqual({
      Bucket: 'wp-ar',
      Key: 'a',
      Body: abc,
      ContentType: 'text/plain',
      ChecksumSHA256: abcSum,
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: 'key-1',
      BucketKeyEnabled: true,
    })
    expect(s3.commandCalls(HeadObjectCommand)[0]?.args[0].input).toMatchObject({
      VersionId: 'v1',
      ChecksumMode: 'ENABLED',
    })
  })

  it('is copied by its version, with the lock in the same request and a checksum over the whole', async () => {
    const retainUntil = new Date('2056-11-24T00:00:00Z')
    s3.on(CopyObjectCommand).resolves({ VersionId: 'v1' })
    s3.on(GetObjectRetentionCommand).resolves({ Retention: { RetainUntilDate: retainUntil } })
    const from = { space: 'incoming', key: '示意 图/a+b.pdf', version: 'v/1' } as const
    await files().copy(from, { space: 'archive', key: 'kept', retainUntil })
    expect(s3.commandCalls(CopyObjectCommand)[0]?.args[0].input).toEqual({
      Bucket: 'wp-ar',
      Key: 'kept',
      CopySource: 'wp-in/%E7%A4%BA%E6%84%8F%20%E5%9B%BE/a%2Bb.pdf?versionId=v%2F1',
      ChecksumAlgorithm: 'SHA256',
      ObjectLockMode: 'GOVERNANCE',
      ObjectLockRetainUntilDate: retainUntil,
    })
    expect(s3.commandCalls(PutObjectRetentionCommand)).toHaveLength(0)
  })

  it('is locked after the copy by a store that drops the lock of copies, and fails loudly where it cannot be', async () => {
    s3.on(CopyObjectCommand).resolves({ VersionId: 'v1' })
    s3.on(GetObjectLegalHoldCommand).rejects(fault('ObjectLockConfigurationNotFoundError', 404))
    s3.on(GetObjectRetentionCommand).rejects(fault('ObjectLockConfigurationNotFoundError', 404))
    const copy = (more: Partial<S3Options> = {}) =>
      files(more).copy({ space: 'incoming', key: 'a' }, { space: 'archive', key: 'a', retainUntil: at })
    await copy()
    await copy({ lockMode: 'COMPLIANCE' })
    const version = { Bucket: 'wp-ar', Key: 'a', VersionId: 'v1' }
    expect(s3.commandCalls(PutObjectRetentionCommand).map((call) => call.args[0].input)).toEqual(
      ['GOVERNANCE', 'COMPLIANCE'].map((Mode) => ({ ...version, Retention: { Mode, RetainUntilDate: at } })),
    )
    s3.on(PutObjectRetentionCommand).rejects(fault('AccessDenied', 403))
    await expect(copy()).rejects.toThrow('AccessDenied')
  })

  it('lengthens a lock in the mode that it has, and never bypasses one nor touches a hold', async () => {
    const later = new Date(at.getTime() + 1)
    const locks = [undefined, 'GOVERNANCE', 'COMPLIANCE'] as const
    for (const Mode of locks) {
      s3.on(GetObjectLegalHoldCommand).resolves({ LegalHold: { Status: 'ON' } })
      s3.on(GetObjectRetentionCommand).resolves(Mode ? { Retention: { Mode, RetainUntilDate: at } } : {})
      await files().retain('a', 'v1', later)
    }
    const sent = s3.commandCalls(PutObjectRetentionCommand).map((call) => call.args[0].input)
    expect(sent.map((input) => input.Retention?.Mode)).toEqual(['GOVERNANCE', 'GOVERNANCE', 'COMPLIANCE'])
    expect(sent.map((input) => input.BypassGovernanceRetention)).toEqual([undefined, undefined, undefined])
    expect(s3.commandCalls(PutObjectLegalHoldCommand)).toEqual([])
  })

  it('leaves alone a lock that reaches far enough, and says when there is nothing to lock', async () => {
    s3.on(GetObjectRetentionCommand).resolves({ Retention: { Mode: 'GOVERNANCE', RetainUntilDate: at } })
    for (const until of [at, new Date(at.getTime() - 1)]) await files().retain('a', 'v1', until)
    expect(s3.commandCalls(PutObjectRetentionCommand)).toEqual([])
    s3.on(HeadObjectCommand).rejects(fault('NotFound', 404))
    await expect(files().retain('a', 'v1', at)).rejects.toThrow(FileMissing)
  })
})

describe('tickets of S3', () => {
  it('sign length, type and SHA-256 as headers, and leave no checksum of an empty body in the address', async () => {
    const ticket = await files().ticketForPut('a', { size: 3, contentType: 'text/plain', sha256: sha256('abc') })
    const query = new URL(ticket.url).searchParams
    expect(query.get('X-Amz-SignedHeaders')).toBe('content-length;content-type;host;x-amz-checksum-sha256')
    expect([...query.keys()].filter((name) => /checksum|crc/i.test(name))).toEqual([])
    expect(query.get('X-Amz-Date')).toBe('20261124T100000Z')
    expect(ticket.fields).toEqual({ 'content-type': 'text/plain', 'x-amz-checksum-sha256': abcSum })
    expect(ticket.expiresAt).toEqual(new Date('2026-11-24T11:00:00Z'))
    expect(new URL(ticket.url).host).toBe('wp-in.s3.cn-northwest-1.amazonaws.com.cn')
  })

  it('hold a form to key, type, size and the page it goes on to', async () => {
    const redirect = 'https://wenping.example/received'
    const ticket = await files().ticketForForm('a', { maxSize: 9, contentType: 'image/png', redirect })
    const policy = JSON.parse(Buffer.from(ticket.fields.Policy ?? '', 'base64').toString())
    expect(policy.expiration).toBe('2026-11-24T12:00:00Z')
    for (const condition of [
      ['content-length-range', 1, 9],
      { key: 'a' },
      { bucket: 'wp-in' },
      { 'Content-Type': 'image/png' },
      { success_action_redirect: redirect },
      { 'X-Amz-Security-Token': 'session' },
    ]) {
      expect(policy.conditions).toContainEqual(condition)
    }
  })
})

describe('what S3 answers', () => {
  it.each([
    ['full', { ChecksumSHA256: abcSum, ChecksumType: 'FULL_OBJECT' }, sha256('abc')],
    ['of parts', { ChecksumSHA256: `${abcSum}-7`, ChecksumType: 'COMPOSITE' }, undefined],
    ['absent, though metadata claims one', { Metadata: { sha256: sha256('abc') } }, undefined],
  ] as const)('counts as known only a checksum of the whole: %s', async (_, checksum, expected) => {
    s3.on(HeadObjectCommand).resolves({ ...head, ...checksum })
    expect((await files().head('incoming', 'a'))?.sha256).toBe(expected)
  })

  it('is nothing for a missing file, a delete marker, or a version name it never gave', async () => {
    for (const [name, status] of [
      ['NotFound', 404],
      ['405', 405],
      ['400', 400],
    ] as const) {
      s3.on(HeadObjectCommand).rejects(fault(name, status))
      expect(await files().head('archive', 'a', 'v9')).toBeUndefined()
    }
  })

  it('is nothing for a file removed between the look and the reading', async () => {
    s3.on(GetObjectCommand).rejects(fault('NoSuchVersion', 404))
    expect(await files().read('incoming', 'a')).toBeUndefined()
  })

  it.each([
    ['SlowDown', 503],
    ['InternalError', 500],
    ['NoSuchBucket', 404],
    ['AccessDenied', 403],
    ['RequestTimeout', 400],
  ])('is a fault, never an absence: %s', async (name, status) => {
    const error = fault(name, status)
    s3.onAnyCommand().rejects(error)
    s3.on(HeadObjectCommand).rejects(error)
    s3.on(GetObjectLegalHoldCommand).rejects(fault('NoSuchObjectLockConfiguration', 404))
    s3.on(GetObjectRetentionCommand).rejects(fault('NoSuchObjectLockConfiguration', 404))
    const port = files()
    await expect(port.head('incoming', 'a')).rejects.toBe(error)
    await expect(port.read('incoming', 'a')).rejects.toBe(error)
    await expect(port.put('incoming', 'a', abc, { contentType: 'x/y' })).rejects.toBe(error)
    await expect(port.copy({ space: 'incoming', key: 'a' }, { space: 'archive', key: 'a' })).rejects.toBe(error)
    await expect(port.versions('incoming', 'a')).rejects.toBe(error)
    await expect(port.remove('incoming', 'a')).rejects.toBe(error)
    await expect(port.list('incoming', '')[Symbol.asyncIterator]().next()).rejects.toBe(error)
    if (status === 403) await expect(port.destroy('archive', 'a', 'v1')).rejects.toBe(error)
  })

  it('tells a lock from a missing right, and a lock that is over from one that holds', async () => {
    s3.on(DeleteObjectCommand).rejects(fault('AccessDenied', 403))
    s3.on(GetObjectLegalHoldCommand).resolves({ LegalHold: { Status: 'OFF' } })
    s3.on(GetObjectRetentionCommand).resolves({ Retention: { RetainUntilDate: new Date(at.getTime() + 1) } })
    await expect(files().destroy('archive', 'a', 'v1')).rejects.toThrow(FileHeld)
    s3.on(GetObjectRetentionCommand).resolves({ Retention: { RetainUntilDate: at } })
    await expect(files().destroy('archive', 'a', 'v1')).rejects.toThrow('AccessDenied')
  })

  it('is a missing file when there is nothing to copy', async () => {
    s3.on(CopyObjectCommand).rejects(fault('NoSuchKey', 404))
    const copying = files().copy({ space: 'incoming', key: 'a' }, { space: 'archive', key: 'a' })
    await expect(copying).rejects.toThrow(FileMissing)
  })
})

describe('long lists', () => {
  it('go on over pages, and pass over what was removed meanwhile', async () => {
    const keys = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => ({ Key: `k${String(from + i).padStart(4, '0')}` }))
    s3.on(ListObjectsV2Command, { Prefix: 'k' })
      .resolvesOnce({ Contents: keys(0, 1000), IsTruncated: true, NextContinuationToken: 't' })
      .resolves({ Contents: keys(1000, 1030) })
    s3.on(HeadObjectCommand, { Key: 'k0500' }).rejects(fault('NotFound', 404))
    const found: FileInfo[] = []
    for await (const info of files().list('site', 'k')) found.push(info)
    expect(found).toHaveLength(1029)
    expect(found.map(({ key }) => key)).toEqual(found.map(({ key }) => key).toSorted())
    expect(s3.commandCalls(ListObjectsV2Command)[1]?.args[0].input.ContinuationToken).toBe('t')
  })

  it('of versions end where the next key begins', async () => {
    const version = (Key: string, VersionId: string) => ({ Key, VersionId })
    s3.on(ListObjectVersionsCommand)
      .resolvesOnce({ Versions: [version('a', '3')], IsTruncated: true, NextKeyMarker: 'a', NextVersionIdMarker: '3' })
      .resolvesOnce({ Versions: [version('a', '2'), version('ab', '9')], IsTruncated: true, NextKeyMarker: 'ab' })
      .rejects(new Error('one page too many'))
    s3.on(HeadObjectCommand).callsFake((input) => ({ ...head, VersionId: input.VersionId }))
    expect((await files().versions('archive', 'a')).map((info) => info.version)).toEqual(['3', '2'])
    expect(s3.commandCalls(ListObjectVersionsCommand)[1]?.args[0].input).toMatchObject({
      KeyMarker: 'a',
      VersionIdMarker: '3',
    })
  })
})
