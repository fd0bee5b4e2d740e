import { timingSafeEqual } from 'node:crypto'
import { canonical } from '../../kernel/canonical.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Mac } from '../../signing/signing.ts'
import type { Space } from '../files.ts'

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
