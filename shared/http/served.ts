import { PAGE_POLICY } from './reply.ts'

/** Headers of what is served from files: the same on one machine, from the gateway and at the edge. */

export const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2',
}

/**
 * Ant Design writes style elements; everything else of the desk is our own files and our own API.
 * @param connect origins besides our own, a space between: the issuer, and where uploads go
 */
export const deskPolicy = (connect: string) =>
  `default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self' ${connect}; ` +
  "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"

const SAFE = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' } as const

/** Browsers ask for a public page each time; one that did not change costs a 304. */
export const SITE_HEADERS = {
  ...SAFE,
  'cache-control': 'public, max-age=0, must-revalidate',
  'content-security-policy': PAGE_POLICY,
} as const

/** Assets of the desk carry their hash in their name. */
export const deskHeaders = (connect: string, asset: boolean) => ({
  ...SAFE,
  'cache-control': asset ? 'public, max-age=31536000, immutable' : 'no-cache',
  'content-security-policy': deskPolicy(connect),
})

/** `/matters/X/` → `matters/X/index.html`; undefined for what cannot be the key of a file. */
export function siteKey(path: string): string | undefined {
  const key = decoded(path.endsWith('/') ? `${path}index.html` : path)?.slice(1)
  return key && key.length < 500 && !/(^|\/)(\.{0,2})(\/|$)/.test(key) ? key : undefined
}

/** The desk routes itself: a path without an extension is its one page. Undefined outside the desk. */
export function deskKey(path: string): string | undefined {
  if (path !== '/desk' && !path.startsWith('/desk/')) return undefined
  const isFile = /\.[A-Za-z0-9]+$/.test(path)
  return isFile ? siteKey(path) : 'desk/index.html'
}

/** Undefined for a path with a broken escape: it is no page, and must not become the home page. */
export function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}
