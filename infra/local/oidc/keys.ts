import { createPublicKey, generateKeyPairSync, hash, type JsonWebKeyInput, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { damaged, keysDir, makeKeysDir, parseSecret, readKey, readOrCreate } from '../../../shared/signing/keyfile.ts'

export interface IssuerKeys {
  /** RSA, private, with `kid`, `use` and `alg`: signs ID tokens and access tokens (RS256). */
  readonly secret: JsonWebKey & { readonly kid: string }
  readonly public: JsonWebKey & { readonly kid: string }
}

/**
 * The issuer's key in `<DATA_DIR>/keys/oidc.jwk`, made when there is none, beside data too: nothing that it signed lasts
 * longer than an hour, and a new one costs signing in again.
 */
export function issuerKeys(dataDir: string): IssuerKeys {
  const path = join(makeKeysDir(dataDir), ISSUER)
  return issuerIn(path, readOrCreate(path, newKey))
}

/** The same for a command beside the server: it reads, and makes nothing. @throws KeyUnusable */
export function readIssuerKeys(dataDir: string): IssuerKeys {
  const path = join(keysDir(dataDir), ISSUER)
  return issuerIn(path, readKey(path))
}

/** Signs cookies, so that sessions survive a restart. */
export function cookieKeys(dataDir: string): string[] {
  const path = join(makeKeysDir(dataDir), 'oidc-cookies.key')
  const key = readOrCreate(path, () => randomBytes(32).toString('base64url'))
  if (Buffer.from(key, 'base64url').byteLength !== 32) throw damaged(path)
  return [key]
}

const ISSUER = 'oidc.jwk'

function issuerIn(path: string, content: string): IssuerKeys {
  const stored = parseSecret(path, content) as JsonWebKey
  return { secret: named(stored), public: named(publicHalf(path, stored)) }
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return JSON.stringify(privateKey.export({ format: 'jwk' }))
}

function publicHalf(path: string, jwk: JsonWebKey): JsonWebKey {
  try {
    const key = createPublicKey({ key: jwk as JsonWebKeyInput['key'], format: 'jwk' })
    return key.export({ format: 'jwk' }) as JsonWebKey
  } catch {
    throw damaged(path)
  }
}

/** RFC 7638: the members of an RSA thumbprint, in this order. */
function named(jwk: JsonWebKey) {
  const { e, kty, n } = jwk
  return { ...jwk, kid: hash('sha256', JSON.stringify({ e, kty, n }), 'base64url'), use: 'sig', alg: 'RS256' }
}
