/**
 * Keys as both stores take them: 1–512 bytes of UTF-8, `/`-separated, with no empty, `.` or `..` segment. Control
 * characters are refused as well: S3 lists keys in XML, which cannot hold them.
 * @throws TypeError, without the key: a key is made by our code, so a bad one is a fault and not somebody's mistake.
 */
export function checkKey(key: string): string {
  if (!key.isWellFormed()) throw new TypeError('file key: unpaired surrogate')
  const bytes = Buffer.byteLength(key)
  if (bytes < 1 || bytes > 512) throw new TypeError('file key: 1 to 512 bytes')
  if (/[\p{Cc}\ufffe\uffff]/u.test(key)) throw new TypeError('file key: control character')
  for (const segment of key.split('/')) {
    if (segment === '' || segment === '.' || segment === '..') throw new TypeError('file key: bad segment')
  }
  return key
}

/** Order of keys by their UTF-8 bytes, as S3 lists them; JavaScript's own order differs beyond U+FFFF. */
export function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

/** A key as the path of a URL: every segment escaped, the slashes kept. */
export function keyToPath(key: string): string {
  return key.split('/').map(encodeSegment).join('/')
}

/** As encodeURIComponent, and `!'()*` too (RFC 3986 reserves them). */
export function encodeSegment(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** @throws RangeError for a range that has no byte of a file of this size. (S3 ignores a backward one and sends it all.) */
export function checkRange({ start, end }: { start: number; end: number }, size: number): void {
  if (!(start >= 0 && start <= end && start < size)) throw new RangeError('range outside the file')
}
