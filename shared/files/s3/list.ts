import { ListObjectVersionsCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3'

/** HEADs in flight while listing: a listing has no content type and no SHA-256. */
const AT_ONCE = 16

/** Keys under a prefix, a few at a time, in the order of S3, which is that of their bytes. */
export async function* keysUnder(client: S3Client, bucket: string, prefix: string): AsyncIterable<string[]> {
  for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
    const keys = (page.Contents ?? []).map(({ Key }) => Key as string)
    for (let i = 0; i < keys.length; i += AT_ONCE) yield keys.slice(i, i + AT_ONCE)
  }
}

/** Versions of exactly this key, latest first. A prefix finds longer keys too: they come after it, and end the search. */
export async function versionsOf(client: S3Client, bucket: string, key: string): Promise<string[]> {
  const found: string[] = []
  let after: { KeyMarker?: string; VersionIdMarker?: string } = {}
  for (;;) {
    const page = await client.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key, ...after }))
    for (const { Key, VersionId } of page.Versions ?? []) {
      if (Key === key) found.push(VersionId ?? 'null')
    }
    if (!page.IsTruncated || page.NextKeyMarker !== key) return found
    after = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
  }
}
