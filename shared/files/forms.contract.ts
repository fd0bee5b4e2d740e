import { describe, expect, it } from 'vitest'
import type { UploadTicket } from './files.ts'
import { type ContractContext, longAgo } from './tickets.contract.ts'

/** What a page with scripts off sends: a plain HTML form. */
export function formsContract({ files, at, fresh, read }: ContractContext): void {
  const limits = { maxSize: 1000, contentType: 'application/pdf', redirect: 'http://127.0.0.1:9/received/WP-1' }
  const form = (ticket: UploadTicket, content: string, change: Record<string, string> = {}) => {
    const data = new FormData()
    for (const [name, value] of Object.entries({ ...ticket.fields, ...change })) data.append(name, value)
    data.append('file', new File([content], '图.pdf', { type: 'application/octet-stream' }))
    return data
  }
  const send = async (ticket: UploadTicket, body: FormData) => {
    const answer = await fetch(ticket.url, { method: ticket.method, body, redirect: 'manual' })
    return { status: answer.status, location: answer.headers.get('location'), body: await answer.text() }
  }

  describe('an upload by form, with scripts off', () => {
    it('is kept, and sends the browser on with the key', async () => {
      const key = fresh('意见附件.pdf')
      const ticket = await files().ticketForForm(key, limits)
      const answer = await send(ticket, form(ticket, 'photo of a crack'))
      expect(answer.status).toBe(303)
      const target = new URL(answer.location ?? '')
      expect(target.href).toContain(`${limits.redirect}?`)
      expect(target.searchParams.get('key')).toBe(key)
      expect(target.searchParams.get('etag')).toMatch(/\w{32}/)
      expect(await files().head('incoming', key)).toMatchObject({ size: 16, contentType: 'application/pdf' })
      expect(await read(key)).toBe('photo of a crack')
    })

    it('takes a file of exactly the largest size', async () => {
      const key = fresh()
      const ticket = await files().ticketForForm(key, limits)
      expect((await send(ticket, form(ticket, 'x'.repeat(1000)))).status).toBe(303)
      expect(await read(key)).toHaveLength(1000)
    })

    it.each([
      ['a file too large', 'x'.repeat(1001), {}],
      ['a file far too large', 'x'.repeat(3_000_000), {}],
      ['an empty file', '', {}],
      ['another type', 'x', { 'Content-Type': 'text/html' }],
      ['another place to go on to', 'x', { success_action_redirect: 'http://evil.invalid/' }],
    ])('refuses %s and keeps nothing', async (_, content, change) => {
      const key = fresh()
      const ticket = await files().ticketForForm(key, limits)
      const answer = await send(ticket, form(ticket, content, change))
      expect([400, 403, 413]).toContain(answer.status)
      expect(answer.location).toBeNull()
      expect(await files().head('incoming', key)).toBeUndefined()
    })

    it('refuses another key', async () => {
      const [key, other] = [fresh('mine'), fresh('other')]
      const ticket = await files().ticketForForm(key, limits)
      expect((await send(ticket, form(ticket, 'x', { key: other }))).status).toBe(403)
      expect(await files().head('incoming', key)).toBeUndefined()
      expect(await files().head('incoming', other)).toBeUndefined()
    })

    it('refuses a changed policy and one whose time is over', async () => {
      const key = fresh()
      const ticket = await files().ticketForForm(key, limits)
      const name = 'Policy' in ticket.fields ? 'Policy' : 'policy'
      const policy = ticket.fields[name] as string
      const wider = Buffer.from(Buffer.from(policy, 'base64url').toString('latin1').replace('1000', '9999'), 'latin1')
      const signature = policy.includes('.') ? policy.slice(policy.indexOf('.')) : ''
      const changed = {
        [name]: `${wider.toString(signature ? 'base64url' : 'base64').slice(0, policy.length - signature.length)}${signature}`,
      }
      expect(changed[name]).not.toBe(policy)
      expect((await send(ticket, form(ticket, 'x', changed))).status).toBe(403)
      const old = await at(longAgo).ticketForForm(key, limits)
      expect((await send(old, form(old, 'x'))).status).toBe(403)
      expect(await files().head('incoming', key)).toBeUndefined()
    })
  })
}
