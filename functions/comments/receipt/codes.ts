import { codeFrom } from '../../../shared/kernel/ids.ts'
import { hashOf, sha256 } from '../../../shared/signing/hash.ts'
import type { Mac } from '../../../shared/signing/signing.ts'
import type { Words } from '../domain/words.ts'

/**
 * Everything that a receipt rests on, derived from the matter and the client key, so that the same form sent again is
 * the same comment. Neither key, code nor nonce is ever stored: the id is a hash of the code, the commitment a hash of
 * nonce and words.
 */
export interface Codes {
  /** 13 characters; for the writer alone. */
  readonly code: string
  /** What the comment is stored under. */
  readonly id: string
  /** 64 hex characters; on the receipt alone. Without it a commitment to 「不同意」 could be guessed. */
  readonly nonce: string
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

export function codesOf(mac: Mac, matter: string, clientKey: string, keyVersion: number): Codes {
  const code = codeFrom(mac(`receipt v${keyVersion}`, `${matter}\0${clientKey}`))
  return { code, id: idOf(code), nonce: hex(mac(`nonce v${keyVersion}`, `${matter}\0${clientKey}`)) }
}

/** Where a receipt code leads. */
export function idOf(code: string): string {
  return sha256(`comment id\0${code}`).slice(0, 32)
}

/** Spreads a matter's comments over its notice's shards, by the comment's own id. */
export function shardOf(id: string, shards: number): number {
  return Number.parseInt(id.slice(0, 8), 16) % shards
}

/**
 * SHA-256 over the nonce and the canonical words: what the receipt promises to have been kept. Contact data stand in it
 * as a hash of their own, so that the words can be shown to somebody without them.
 */
export function commitmentOf(nonce: string, matter: string, notice: string, words: Words): string {
  const { kind, stance, text, village, group, name, phone } = words
  const contact = name === '' && phone === '' ? '' : hashOf([nonce, { name, phone }])
  return hashOf([nonce, { matter, notice, kind, stance, text, village, group, contact, files: [] }])
}

/** A key for one form: random, signed for this matter, so that keys cannot be made up in bulk elsewhere. */
export function mintClientKey(mac: Mac, matter: string, random: string): string {
  return `${random}.${hex(mac('client key v1', `${matter}\0${random}`)).slice(0, 32)}`
}

export function isClientKey(mac: Mac, matter: string, key: string): boolean {
  const random = key.split('.')[0] ?? ''
  return /^[\w-]{16,64}$/.test(random) && mintClientKey(mac, matter, random) === key
}
