import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { attachment } from '../disposition.ts'
import type { Disk } from './disk.ts'
import { GUARDS, TransferRefused } from './reply.ts'
import type { Claims } from './tickets.ts'

/** GET and HEAD by link: the whole or one range, always as a download. */
export async function download(disk: Disk, claims: Claims & { op: 'get' }, req: IncomingMessage, res: ServerResponse) {
  const { space, key, filename } = claims
  const version = claims.version || undefined
  const info = await disk.head(space, key, version)
  if (!info) throw new TransferRefused(404, '文件不存在或已移走')
  const etag = `"${info.sha256}"`
  const range = rangeOf(req, etag, info.size)
  const headers = {
    ...GUARDS,
    'Content-Type': info.contentType,
    'Content-Disposition': attachment(filename),
    'Accept-Ranges': 'bytes',
    ETag: etag,
    'Last-Modified': info.modifiedAt.toUTCString(),
  }
  if (range === 'none') {
    res.writeHead(416, { ...headers, 'Content-Range': `bytes */${info.size}`, 'Content-Length': 0 })
    res.end()
    return
  }
  const length = range ? range.end - range.start + 1 : info.size
  const content =
    req.method === 'HEAD' ? undefined : await disk.read(space, key, { version: info.version, ...(range && { range }) })
  res.writeHead(range ? 206 : 200, {
    ...headers,
    'Content-Length': length,
    ...(range && { 'Content-Range': `bytes ${range.start}-${range.end}/${info.size}` }),
  })
  if (content) await pipeline(content.body, res)
  else res.end()
}

/** One range (RFC 9110 §14): undefined for all of it (also for several, or for a file that has changed), `none` if outside. */
function rangeOf(
  req: IncomingMessage,
  etag: string,
  size: number,
): { start: number; end: number } | 'none' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(req.headers.range ?? '')
  const condition = req.headers['if-range']
  if (!match || (match[1] === '' && match[2] === '') || (condition !== undefined && condition !== etag))
    return undefined
  const [, first, last] = match as unknown as [string, string, string]
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (first !== '' && last !== '' && Number(last) < start) return undefined
  return start >= size || end < start ? 'none' : { start, end }
}
