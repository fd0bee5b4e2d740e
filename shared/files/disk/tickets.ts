import { timingSafeEqual } from 'node:crypto'
import { canonical } from '../../kernel/canonical.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Mac } from '../../signing/signing.ts'
import { type Files, type Space, TICKET_SECONDS } from '../files.ts'
import { checkKey, keyToPath } from '../key.ts'

/** What a signed address allows. Every field is under the signature. A `version` of `''` is the latest. */
export type Claims =
  | { op: 'put'; space: 'incoming'; key: string; expires: number; size: number; type: string; sha256: string }
  | { op: 'form'; space: 'incoming'; key: string; expires: number; max: number; type: string; redirect: string }
  | { op: 'get'; space: Space; key: string; expires: number; version: string; filename: string }

/** `<base64url of the claims>.<base64url of the HMAC>` */
export function seal(mac: Mac, claims: Claims): string {
  const body = Buffer.from(canonical(claims)).toString('base64url')
  return `${body}.${Buffer.from(mac('files/ticket', body)).toString('base64url')}`
}

/** @returns undefined if the signature is not ours or the time is over. */
export function unseal(mac: Mac, now: Clock, ticket: string): Claims | undefined {
  const [body, signature, more] = ticket.split('.')
  if (!body || !signature || more !== undefined) return undefined
  const found = Buffer.from(signature, 'base64url')
  const wanted = Buffer.from(mac('files/ticket', body))
  if (found.length !== wanted.length || !timingSafeEqual(found, wanted)) return undefined
  // Signed by ourselves, so its shape is ours.
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims
  return claims.expires > now().getTime() ? claims : undefined
}

/** Addresses of this server that carry their permission with them. @param base where they begin, with a final slash */
export function diskTickets({
  mac,
  base,
  now,
}: {
  mac: Mac
  base: string
  now: Clock
}): Pick<Files, 'ticketForPut' | 'ticketForForm' | 'linkForGet'> {
  const addressOf = (claims: Claims) =>
    `${base}${claims.space}/${keyToPath(checkKey(claims.key))}?ticket=${seal(mac, claims)}`
  const until = (seconds: number) => now().getTime() + seconds * 1000
  return {
    async ticketForPut(key, { size, contentType, sha256 }) {
      const expires = until(TICKET_SECONDS.put)
      const url = addressOf({ op: 'put', space: 'incoming', key, expires, size, type: contentType, sha256 })
      return { method: 'PUT', url, fields: { 'content-type': contentType }, expiresAt: new Date(expires) }
    },

    async ticketForForm(key, { maxSize, contentType, redirect }) {
      const expires = until(TICKET_SECONDS.form)
      checkKey(key)
      const claims = { op: 'form', space: 'incoming', key, expires, max: maxSize, type: contentType, redirect } as const
      const policy = seal(mac, claims)
      const fields = { key, 'Content-Type': contentType, success_action_redirect: redirect, policy }
      return { method: 'POST', url: `${base}incoming`, fields, expiresAt: new Date(expires) }
    },

    async linkForGet(space, key, { version, filename }) {
      const expires = until(TICKET_SECONDS.get)
      return addressOf({ op: 'get', space, key, expires, version: version ?? '', filename: filename.toWellFormed() })
    },
  }
}
