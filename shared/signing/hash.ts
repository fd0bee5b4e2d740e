import { hash } from 'node:crypto'
import { canonical, type Json } from '../kernel/canonical.ts'

/** SHA-256 in lower-case hex. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex')
}

/** SHA-256 over the canonical text of a value: what events, receipts and manifests commit to. */
export function hashOf(value: Json): string {
  return sha256(canonical(value))
}
