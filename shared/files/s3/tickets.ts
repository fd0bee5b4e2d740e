import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import type { Clock } from '../../kernel/clock.ts'
import { attachment } from '../disposition.ts'
import { type Files, TICKET_SECONDS } from '../files.ts'
import { checkKey } from '../key.ts'
import { checksumOf } from './info.ts'

/**
 * Left alone, the SDK moves the checksum into the query, where S3 does not compare it, and signs neither it nor the
 * content type. Named here they stay headers, under the signature: a request without them, or with others, is refused.
 */
const BOUND = new Set(['content-type', 'content-length', 'x-amz-checksum-sha256'])

type Tickets = Pick<Files, 'ticketForPut' | 'ticketForForm' | 'linkForGet'>

/** Tickets are signed here, without a request to S3. Uploads are encrypted by their bucket's default. */
export function s3Tickets(client: S3Client, buckets: Readonly<Record<string, string>>, now: Clock): Tickets {
  const until = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1000)

  return {
    async ticketForPut(key, { size, contentType, sha256 }) {
      const at = now()
      const checksum = checksumOf(sha256)
      const command = new PutObjectCommand({
        Bucket: buckets.incoming,
        Key: checkKey(key),
        ContentLength: size,
        ContentType: contentType,
        ChecksumSHA256: checksum,
      })
      const url = await getSignedUrl(client, command, {
        expiresIn: TICKET_SECONDS.put,
        signingDate: at,
        unhoistableHeaders: BOUND,
        signableHeaders: new Set(['host', ...BOUND]),
      })
      // The length is not among the fields: every client sends it, and no script may set it.
      const fields = { 'content-type': contentType, 'x-amz-checksum-sha256': checksum }
      return { method: 'PUT', url, fields, expiresAt: until(at, TICKET_SECONDS.put) }
    },

    async ticketForForm(key, { maxSize, contentType, redirect }) {
      const at = now()
      // The presigner takes no date but the machine's, corrected by this offset: with it, the clock passed in decides.
      const clocked = { config: { ...client.config, systemClockOffset: at.getTime() - Date.now() } } as S3Client
      const { url, fields } = await createPresignedPost(clocked, {
        Bucket: buckets.incoming as string,
        Key: checkKey(key),
        Expires: TICKET_SECONDS.form,
        Conditions: [['content-length-range', 1, maxSize]],
        Fields: { 'Content-Type': contentType, success_action_redirect: redirect },
      })
      return { method: 'POST', url, fields, expiresAt: until(at, TICKET_SECONDS.form) }
    },

    async linkForGet(space, key, { version, filename }) {
      const command = new GetObjectCommand({
        Bucket: buckets[space],
        Key: checkKey(key),
        VersionId: version,
        ResponseContentDisposition: attachment(filename),
        ResponseCacheControl: 'private, no-store',
      })
      return getSignedUrl(client, command, { expiresIn: TICKET_SECONDS.get, signingDate: now() })
    },
  }
}
