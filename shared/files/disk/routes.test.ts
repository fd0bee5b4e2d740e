import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, request, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { ulid } from 'ulid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Log } from '../../observe/observe.ts'
import { sha256 } from '../../signing/hash.ts'
import { type Disk, openDisk } from './disk.ts'
import { diskRoutes } from './routes.ts'

const MB = 1024 * 1024
let root: string
let server: Server
let disk: Disk
let base: string
let faults: unknown[]
/** Resolved with what the route answered, each time it has finished with a request. */
let finished: (took: boolean) => void

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'wenping-routes-'))
  faults = []
  finished = () => {}
  const log: Log = { info() {}, warn() {}, error: (code, fields) => faults.push([code, fields]) }
  server = createServer(async (req, res) => {
    const took = await diskRoutes(disk, log)(req, res)
    if (!took) res.writeHead(418).end()
    finished(took)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  disk = openDisk({ root, secret: new Uint8Array(32).fill(7), baseUrl: base, now: () => new Date(), newId: ulid })
})
afterEach(async () => {
  server.close()
  server.closeAllConnections()
  await rm(root, { recursive: true, force: true })
})

const leftovers = () => readdir(join(root, '.tmp'))
const ticketFor = (content: string, contentType = 'text/plain') =>
  disk.ticketForPut('up/1', { size: content.length, contentType, sha256: sha256(content) })

describe('requests to the disk', () => {
  it('leaves to the rest of the server what is not for it', async () => {
    for (const path of ['/', '/file', '/api/files/x', '/files']) {
      expect((await fetch(base + path, { method: 'POST', body: 'x' })).status).toBe(418)
    }
  })

  it('refuses what has no ticket, in problem+json and without running anything', async () => {
    for (const path of ['incoming/x', 'archive/../x', 'incoming/%E0%A4%A', 'x?ticket=a.b', 'x?ticket=%00']) {
      const answer = await fetch(`${base}/files/${path}`)
      expect(answer.status).toBe(403)
      expect(await answer.json()).toMatchObject({ status: 403, title: expect.stringContaining('链接') })
      expect(answer.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    }
    expect((await fetch(`${base}/files/elsewhere`, { method: 'POST', body: 'x' })).status).toBe(403)
    expect(faults).toEqual([])
  })

  it('refuses a ticket for another kind of request', async () => {
    const ticket = await ticketFor('x')
    expect((await fetch(ticket.url)).status).toBe(405)
    expect((await fetch(ticket.url, { method: 'DELETE' })).status).toBe(405)
  })

  it('answers HEAD, single ranges from either end, and If-Range', async () => {
    await disk.put('archive', 'a', new TextEncoder().encode('0123456789'), { contentType: 'text/html' })
    const url = await disk.linkForGet('archive', 'a', { filename: '页.html' })
    const head = await fetch(url, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '10', ''])
    expect(head.headers.get('content-disposition')).toMatch(/^attachment; /)
    const etag = head.headers.get('etag') ?? ''
    const get = async (headers: Record<string, string>) => {
      const answer = await fetch(url, { headers })
      return [answer.status, answer.headers.get('content-range'), await answer.text()]
    }
    expect(await get({ range: 'bytes=7-' })).toEqual([206, 'bytes 7-9/10', '789'])
    expect(await get({ range: 'bytes=-3' })).toEqual([206, 'bytes 7-9/10', '789'])
    expect(await get({ range: 'bytes=-99' })).toEqual([206, 'bytes 0-9/10', '0123456789'])
    expect(await get({ range: 'bytes=5-99' })).toEqual([206, 'bytes 5-9/10', '56789'])
    expect(await get({ range: 'bytes=10-' })).toEqual([416, 'bytes */10', ''])
    expect(await get({ range: 'bytes=-0' })).toEqual([416, 'bytes */10', ''])
    for (const range of ['bytes=1-2,4-5', 'bytes=5-3', 'bytes=-', 'lines=1-2']) {
      expect(await get({ range })).toEqual([200, null, '0123456789'])
    }
    expect(await get({ range: 'bytes=0-0', 'if-range': etag })).toEqual([206, 'bytes 0-0/10', '0'])
    expect(await get({ range: 'bytes=0-0', 'if-range': '"other"' })).toEqual([200, null, '0123456789'])
  })

  it('says so when the file has gone', async () => {
    await disk.put('incoming', 'a', new TextEncoder().encode('x'), { contentType: 'text/plain' })
    const url = await disk.linkForGet('incoming', 'a', { filename: 'a' })
    await disk.remove('incoming', 'a')
    expect((await fetch(url)).status).toBe(404)
  })
})

describe('uploads that go wrong', () => {
  it('need a length: a chunked body has none', async () => {
    const ticket = await ticketFor('abc')
    const sent = request(ticket.url, { method: 'PUT', headers: { ...ticket.fields } })
    const answer = new Promise<number | undefined>((resolve) => sent.on('response', (res) => resolve(res.statusCode)))
    sent.write('a')
    sent.end('bc')
    expect(await answer).toBe(411)
    expect(await disk.head('incoming', 'up/1')).toBeUndefined()
  })

  it('leave nothing when the browser is closed half-way, and are no fault of ours', async () => {
    const ticket = await ticketFor('x'.repeat(MB))
    const done = new Promise<boolean>((resolve) => {
      finished = resolve
    })
    const sent = request(ticket.url, { method: 'PUT', headers: { ...ticket.fields, 'content-length': MB } })
    sent.on('error', () => {})
    sent.write('x'.repeat(1000), () => sent.destroy())
    expect(await done).toBe(true)
    expect(await leftovers()).toEqual([])
    expect(await disk.head('incoming', 'up/1')).toBeUndefined()
    expect(faults).toEqual([])
  })

  it('leave nothing when a form breaks off in its file', async () => {
    const { fields } = await disk.ticketForForm('up/1', {
      maxSize: MB,
      contentType: 'text/plain',
      redirect: `${base}/ok`,
    })
    const parts = Object.entries(fields).map(
      ([k, v]) => `--b\r\nContent-Disposition: form-data; name="${k}"\r\n\r\n${v}\r\n`,
    )
    const begun = `${parts.join('')}--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf of it`
    const headers = { 'content-type': 'multipart/form-data; boundary=b' }
    // The body ends, the form does not.
    const ended = await fetch(`${base}/files/incoming`, { method: 'POST', headers, body: begun })
    expect([ended.status, await ended.text()]).toEqual([400, expect.stringContaining('重新上传')])
    // The line is cut.
    const done = new Promise<boolean>((resolve) => {
      finished = resolve
    })
    const sent = request(`${base}/files/incoming`, { method: 'POST', headers: { ...headers, 'content-length': 9999 } })
    sent.on('error', () => {})
    sent.write(begun, () => sent.destroy())
    expect(await done).toBe(true)
    expect(await leftovers()).toEqual([])
    expect(await disk.head('incoming', 'up/1')).toBeUndefined()
    expect(faults).toEqual([])
  })

  it.each([
    ['no multipart at all', 'text/plain', 'x'],
    ['no boundary', 'multipart/form-data', 'x'],
    ['nothing in it', 'multipart/form-data; boundary=b', '--b--\r\n'],
    [
      'a file before its ticket',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n--b--\r\n',
    ],
    ['a part without a name', 'multipart/form-data; boundary=b', '--b\r\n\r\nx\r\n--b--\r\n'],
    ['noise', 'multipart/form-data; boundary=b', '\u0000'.repeat(70_000)],
  ])('are answered with a page that says what to do: %s', async (_, type, body) => {
    const answer = await fetch(`${base}/files/incoming`, { method: 'POST', headers: { 'content-type': type }, body })
    expect([400, 403]).toContain(answer.status)
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await answer.text()).toContain('lang="zh-CN"')
    expect(await leftovers()).toEqual([])
    expect(faults).toEqual([])
  })

  it('get their answer though they are still sending, and the line can be used again', async () => {
    const { url, fields } = await disk.ticketForForm('up/1', {
      maxSize: MB,
      contentType: 'text/plain',
      redirect: `${base}/ok`,
    })
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    body.append('file', new File(['x'.repeat(20 * MB)], 'film.mp4'))
    const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' })
    expect([answer.status, await answer.text()]).toEqual([413, expect.stringContaining('最多 1 MB')])
    expect(await leftovers()).toEqual([])
  })

  it('are cut off when they go on and on after the refusal', async () => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.on('error', () => {})
    const closed = new Promise((resolve) => socket.on('close', resolve))
    socket.write(`PUT /files/incoming/x HTTP/1.1\r\nHost: x\r\nContent-Length: ${1024 * MB}\r\n\r\n`)
    const chunk = Buffer.alloc(MB)
    const pour = () => {
      while (!socket.destroyed && socket.write(chunk));
    }
    socket.on('drain', pour)
    pour()
    socket.resume()
    await closed
    expect(socket.bytesWritten).toBeLessThan(512 * MB)
  })

  it('are reported as unavailable, without a word of ours, when the disk fails', async () => {
    await rm(join(root, '.tmp'), { recursive: true })
    const ticket = await ticketFor('abc')
    const answer = await fetch(ticket.url, { method: 'PUT', headers: ticket.fields, body: 'abc' })
    expect([answer.status, await answer.json()]).toMatchObject([503, { title: expect.stringContaining('稍后再试') }])
    expect(faults).toMatchObject([['FAULT', { route: 'files' }]])
    expect(JSON.stringify(faults)).not.toContain(root)
  })
})

describe('a form with odd parts', () => {
  it('takes the file whatever its part says of itself, and nothing that comes after it', async () => {
    const { fields } = await disk.ticketForForm('up/1', {
      maxSize: MB,
      contentType: 'image/png',
      redirect: `${base}/ok`,
    })
    const part = (name: string, value: string, more = '') =>
      `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`
    const body = [
      ...Object.entries(fields).map(([name, value]) => part(name, value)),
      part('file', 'the drawing'),
      part('key', 'other'),
      part('file', 'another', '; filename="b.png"'),
      '--b--\r\n',
    ].join('')
    const headers = { 'content-type': 'multipart/form-data; boundary=b' }
    const answer = await fetch(`${base}/files/incoming`, { method: 'POST', headers, body, redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      expect.stringContaining('/ok?key=up%2F1&etag='),
    ])
    expect(await text((await disk.read('incoming', 'up/1'))?.body as never)).toBe('the drawing')
    expect(await disk.head('incoming', 'other')).toBeUndefined()
  })
})
