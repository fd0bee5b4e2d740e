import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Clock } from '../kernel/clock.ts'
import type { Files, UploadTicket } from './files.ts'

export interface FilesAbilities {
  /** Whether the store compares and keeps SHA-256 (AWS does; Ceph 16 knows no checksum). */
  readonly knowsSha256: boolean
  /** Whether `a` and `a/b` can both be files (not so where a server maps keys to paths as they are). */
  readonly filesBesideFolders: boolean
}

export interface ContractContext {
  files(): Files
  at(now: Clock): Files
  fresh(tail?: string): string
  read(key: string): Promise<string | undefined>
}

export const bytes = (content: string) => new TextEncoder().encode(content)
export const sha256Of = (content: string) => createHash('sha256').update(content).digest('hex')
export const longAgo: Clock = () => new Date(Date.now() - 3 * 24 * 3600 * 1000)

/** What browsers do with tickets, over real HTTP. */
export function ticketsContract({ files, at, fresh, read }: ContractContext, abilities: FilesAbilities): void {
  const content = 'the road widening, drawn'
  const limits = { size: content.length, contentType: 'application/pdf', sha256: sha256Of(content) }
  const send = async (
    ticket: UploadTicket,
    body: string,
    change: { url?: string; headers?: Record<string, string> } = {},
  ) => {
    const headers = { ...ticket.fields, ...change.headers }
    const answer = await fetch(change.url ?? ticket.url, { method: ticket.method, headers, body: bytes(body) })
    await answer.arrayBuffer()
    return answer.status
  }
  const refused = (status: number) => expect([400, 403, 411, 413]).toContain(status)

  describe('an upload by ticket', () => {
    it('takes exactly what was announced, and again if the answer was lost', async () => {
      const key = fresh('附件 1.pdf')
      const ticket = await files().ticketForPut(key, limits)
      expect(ticket.expiresAt.getTime()).toBeGreaterThan(Date.now())
      expect(await send(ticket, content)).toBe(200)
      expect(await send(ticket, content)).toBe(200)
      const info = await files().head('incoming', key)
      expect(info).toMatchObject({ size: content.length, contentType: 'application/pdf' })
      expect(info?.sha256).toBe(abilities.knowsSha256 ? limits.sha256 : undefined)
      expect(await read(key)).toBe(content)
    })

    it.each([
      ['longer content', `${content}!`, {}],
      ['shorter content', content.slice(1), {}],
      ['no content', '', {}],
      ['another type', content, { headers: { 'content-type': 'text/html' } }],
    ])('refuses %s and keeps nothing', async (_, body, change) => {
      const key = fresh()
      refused(await send(await files().ticketForPut(key, limits), body, change))
      expect(await files().head('incoming', key)).toBeUndefined()
    })

    it.skipIf(!abilities.knowsSha256)('refuses other content of the same size and keeps nothing', async () => {
      const key = fresh()
      refused(await send(await files().ticketForPut(key, limits), content.toUpperCase()))
      expect(await files().head('incoming', key)).toBeUndefined()
    })

    it('refuses another key, and leaves what is there', async () => {
      const [mine, other] = [fresh('mine'), fresh('other')]
      await files().put('incoming', other, bytes('theirs'), { contentType: 'text/plain' })
      const ticket = await files().ticketForPut(mine, limits)
      const url = ticket.url.replace(mine, other)
      expect(url).not.toBe(ticket.url)
      refused(await send(ticket, content, { url }))
      expect(await read(other)).toBe('theirs')
    })

    it('refuses a changed signature, none at all, and a ticket whose time is over', async () => {
      const key = fresh()
      const ticket = await files().ticketForPut(key, limits)
      refused(await send(ticket, content, { url: tampered(ticket.url) }))
      refused(await send(ticket, content, { url: ticket.url.split('?')[0] as string }))
      refused(await send(await at(longAgo).ticketForPut(key, limits), content))
      expect(await files().head('incoming', key)).toBeUndefined()
    })

    it('is not a ticket to read', async () => {
      const key = fresh()
      const ticket = await files().ticketForPut(key, limits)
      await send(ticket, content)
      const answer = await fetch(ticket.url)
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(await answer.text()).not.toContain(content)
    })
  })

  describe('a download by link', () => {
    it('saves the file under its Chinese name, whole or in part', async () => {
      const key = fresh()
      await files().put('incoming', key, bytes('0123456789'), { contentType: 'application/pdf' })
      const url = await files().linkForGet('incoming', key, { filename: '报备表(第2次).pdf' })
      const whole = await fetch(url)
      expect([whole.status, await whole.text()]).toEqual([200, '0123456789'])
      expect(whole.headers.get('content-type')).toBe('application/pdf')
      expect(whole.headers.get('content-disposition')).toContain("filename*=UTF-8''%E6%8A%A5%E5%A4%87%E8%A1%A8")
      const part = await fetch(url, { headers: { range: 'bytes=3-5' } })
      expect([part.status, await part.text()]).toEqual([206, '345'])
      expect(part.headers.get('content-range')).toBe('bytes 3-5/10')
    })

    it('leads to the version it was made for', async () => {
      const key = fresh()
      const first = await files().put('archive', key, bytes('first'), { contentType: 'text/plain' })
      await files().put('archive', key, bytes('second'), { contentType: 'text/plain' })
      const link = (version?: string) =>
        files().linkForGet('archive', key, { filename: 'a.txt', ...(version && { version }) })
      expect(await (await fetch(await link(first.version))).text()).toBe('first')
      expect(await (await fetch(await link())).text()).toBe('second')
    })

    it('refuses a changed signature, another key, and a link whose time is over', async () => {
      const [mine, other] = [fresh('mine'), fresh('other')]
      for (const key of [mine, other])
        await files().put('incoming', key, bytes('secret'), { contentType: 'text/plain' })
      const url = await files().linkForGet('incoming', mine, { filename: 'a.txt' })
      const old = await at(longAgo).linkForGet('incoming', mine, { filename: 'a.txt' })
      for (const bad of [tampered(url), url.replace(mine, other), old]) {
        const answer = await fetch(bad)
        expect(answer.status).toBe(403)
        expect(await answer.text()).not.toContain('secret')
      }
    })
  })
}

/** The address with one character of its signature changed. */
function tampered(url: string): string {
  const signature = new URL(url).searchParams.get('X-Amz-Signature') ?? url.split('.').at(-1) ?? ''
  return url.replace(signature, (signature.startsWith('0') ? '1' : '0') + signature.slice(1))
}
