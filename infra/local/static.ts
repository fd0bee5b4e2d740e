import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Files } from '../../shared/files/files.ts'
import { decoded, deskHeaders, MEDIA_TYPES, SITE_HEADERS, siteKey } from '../../shared/http/served.ts'
import type { Mount } from './server.ts'

const read = (method?: string) => method === 'GET' || method === 'HEAD'
const pathOf = (url = '/') => url.split('?')[0] as string

/**
 * The staff desk under `/desk/`: built files by name, `index.html` for every other path, since the desk routes itself.
 * @param issuer origin to which the desk may connect for sign-in
 */
export function deskMount(dist: string, issuer: string): Mount {
  return async (req, res) => {
    const path = decoded(pathOf(req.url))
    if (!read(req.method) || (path !== '/desk' && !path?.startsWith('/desk/'))) return false
    const inside = normalize(path.slice('/desk'.length)).replace(/^(\.\.(\/|$))+/, '')
    const file = join(dist, inside)
    const found = file.startsWith(dist) && extname(file) !== '' ? await stat(file).catch(() => undefined) : undefined
    if (!found?.isFile() && inside.startsWith('/assets/')) {
      res.writeHead(404).end()
      return true
    }
    const chosen = found?.isFile() ? file : join(dist, 'index.html')
    if (!found && !(await stat(chosen).catch(() => undefined))) {
      res.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' }).end('工作台页面还没有构建,请运行 npm start。')
      return true
    }
    res.setHeader('content-type', MEDIA_TYPES[extname(chosen)] ?? 'application/octet-stream')
    setHeaders(res, deskHeaders(issuer, inside.startsWith('/assets/')))
    await reply(req, res, createReadStream(chosen))
    return true
  }
}

/** The public site: rendered pages out of the files port, as the bucket behind the edge serves them on AWS. */
export function siteMount(files: Files): Mount {
  return async (req, res) => {
    if (!read(req.method)) return false
    const key = siteKey(pathOf(req.url))
    const found = key === undefined ? undefined : await find(files, key)
    if (!found) return false
    const { info, body } = found
    const etag = `"${info.sha256?.slice(0, 32) ?? info.version}"`
    res.setHeader('etag', etag)
    setHeaders(res, SITE_HEADERS)
    if (req.headers['if-none-match'] === etag) {
      body.destroy()
      res.writeHead(304).end()
      return true
    }
    res.setHeader('content-type', info.contentType)
    await reply(req, res, body)
    return true
  }
}

function setHeaders(res: ServerResponse, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
}

async function find(files: Files, key: string) {
  try {
    return await files.read('site', key)
  } catch {
    return undefined // a key that the store refuses (dots, empty segments) is no page
  }
}

/** Compressed for clients that accept it, as the edge does on AWS: a third of the bytes over a village's line. */
async function reply(req: IncomingMessage, res: ServerResponse, body: Readable): Promise<void> {
  if (req.method === 'HEAD') {
    body.destroy()
    res.end()
    return
  }
  const zip =
    /\bgzip\b/.test(String(req.headers['accept-encoding'])) &&
    /text|json|xml|svg/.test(String(res.getHeader('content-type')))
  res.setHeader('vary', 'accept-encoding')
  if (zip) res.setHeader('content-encoding', 'gzip')
  const done = zip ? pipeline(body, createGzip(), res) : pipeline(body, res)
  await done.catch(() => res.destroy())
}
