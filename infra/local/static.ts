import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Files } from '../../shared/files/files.ts'
import { PAGE_POLICY } from '../../shared/http/reply.ts'
import type { Mount } from './server.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2',
}

/** Ant Design writes style elements; everything else of the desk is our own files and our own API. */
const DESK_POLICY = (connect: string) =>
  `default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self' ${connect}; ` +
  "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"

const read = (method?: string) => method === 'GET' || method === 'HEAD'
const pathOf = (url = '/') => {
  try {
    return decodeURIComponent(url.split('?')[0] as string)
  } catch {
    return '/'
  }
}

/**
 * The staff desk under `/desk/`: built files by name, `index.html` for every other path, since the desk routes itself.
 * @param issuer origin to which the desk may connect for sign-in
 */
export function deskMount(dist: string, issuer: string): Mount {
  return async (req, res) => {
    const path = pathOf(req.url)
    if (!read(req.method) || (path !== '/desk' && !path.startsWith('/desk/'))) return false
    const inside = normalize(path.slice('/desk'.length)).replace(/^(\.\.(\/|$))+/, '')
    const file = join(dist, inside)
    const there = file.startsWith(dist) && extname(file) !== '' ? await stat(file).catch(() => undefined) : undefined
    if (!there?.isFile() && inside.startsWith('/assets/')) {
      res.writeHead(404).end()
      return true
    }
    const chosen = there?.isFile() ? file : join(dist, 'index.html')
    res.setHeader('content-type', TYPES[extname(chosen)] ?? 'application/octet-stream')
    res.setHeader('cache-control', inside.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    res.setHeader('x-content-type-options', 'nosniff')
    res.setHeader('referrer-policy', 'same-origin')
    res.setHeader('content-security-policy', DESK_POLICY(issuer))
    if (req.method === 'HEAD') res.end()
    else await pipeline(createReadStream(chosen), res).catch(() => res.destroy())
    return true
  }
}

/** The public site: rendered pages out of the files port, as the bucket behind the edge serves them on AWS. */
export function siteMount(files: Files): Mount {
  return async (req, res) => {
    if (!read(req.method)) return false
    const path = pathOf(req.url)
    const key = (path.endsWith('/') ? `${path}index.html` : path).slice(1)
    const found = key && !key.includes('//') && Buffer.byteLength(key) < 500 ? await find(files, key) : undefined
    if (!found) return false
    const { info, body } = found
    const etag = `"${info.sha256?.slice(0, 32) ?? info.version}"`
    res.setHeader('etag', etag)
    res.setHeader('cache-control', 'public, max-age=0, must-revalidate')
    if (req.headers['if-none-match'] === etag) {
      body.destroy()
      res.writeHead(304).end()
      return true
    }
    res.setHeader('content-type', info.contentType)
    res.setHeader('content-length', info.size)
    res.setHeader('x-content-type-options', 'nosniff')
    res.setHeader('referrer-policy', 'same-origin')
    res.setHeader('content-security-policy', PAGE_POLICY)
    if (req.method === 'HEAD') {
      body.destroy()
      res.end()
    } else await pipeline(body, res).catch(() => res.destroy())
    return true
  }
}

async function find(files: Files, key: string) {
  try {
    return await files.read('site', key)
  } catch {
    return undefined // a key that the store refuses (dots, empty segments) is no page
  }
}
