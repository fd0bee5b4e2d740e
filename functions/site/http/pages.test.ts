import { Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import type { Files } from '../../../shared/files/files.ts'
import { httpEvent, type Sent } from '../../../test/support/http.ts'
import { pages } from './pages.ts'

/** A space with these files. */
const space = (files: Readonly<Record<string, string>>): Pick<Files, 'read'> => ({
  async read(_space, key) {
    const content = files[key]
    if (content === undefined) return undefined
    const contentType = key.endsWith('.js') ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8'
    const info = { key, size: content.length, contentType, version: `v-${key}`, modifiedAt: new Date(0) }
    return { info, body: Readable.from([Buffer.from(content)]) }
  },
})

const served = pages({
  site: space({
    'index.html': '首页',
    'openapi.json': '{}',
    'matters/WP-1/index.html': '事项',
    'desk/index.html': '冒充',
  }),
  desk: space({ 'desk/index.html': '工作台', 'desk/assets/main-1.js': 'run()' }),
  connect: 'https://login.example.gov.cn https://uploads.example',
})
const get = (path: string, more: Partial<Sent> = {}) => served(httpEvent({ path, ...more }))
const words = (body = '') => Buffer.from(body, 'base64').toString()

it.each([
  ['/', '首页'],
  ['/matters/WP-1/', '事项'],
  ['/openapi.json', '{}'],
  ['/desk', '工作台'],
  ['/desk/matters/WP-1', '工作台'],
  ['/desk/assets/main-1.js', 'run()'],
])('%s is %s', async (path, content) => {
  expect(words((await get(path))?.body)).toBe(content)
})

it('never gives a public page for the desk, and lets the desk run its own files alone', async () => {
  const desk = await get('/desk/')
  expect(words(desk?.body)).toBe('工作台')
  const policy = String(desk?.headers?.['content-security-policy'])
  expect(policy).toContain("default-src 'self'")
  expect(policy).toContain("connect-src 'self' https://login.example.gov.cn https://uploads.example")
  expect((await get('/desk/assets/main-1.js'))?.headers?.['cache-control']).toContain('immutable')
  expect((await get('/'))?.headers?.['content-security-policy']).toContain("default-src 'none'")
})

it.each(['/nowhere/', '/../secret', '/matters/%2e%2e/', '//index.html', '/%ff', '/desk/assets/gone.js'])(
  'has nothing at %s, and leaves it to whoever answers',
  async (path) => {
    expect(await get(path)).toBeUndefined()
  },
)

it('takes no posts, says to HEAD what it would say to GET, and 304 to who has it', async () => {
  expect(await get('/', { method: 'POST' })).toBeUndefined()
  const head = await get('/', { method: 'HEAD' })
  expect([head?.statusCode, head?.body]).toEqual([200, undefined])
  const again = await get('/', { headers: { 'if-none-match': String(head?.headers?.etag) } })
  expect([again?.statusCode, again?.body]).toEqual([304, undefined])
})

it('compresses for who takes it', async () => {
  const zipped = await get('/', { headers: { 'accept-encoding': 'br, gzip' } })
  expect(zipped?.headers?.['content-encoding']).toBe('gzip')
  expect(gunzipSync(Buffer.from(zipped?.body ?? '', 'base64')).toString()).toBe('首页')
})
