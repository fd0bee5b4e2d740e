import { createPublicKey, generateKeyPairSync, hash, type JsonWebKeyInput, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { keysDir, parseSecret, readOrCreate } from '../../../shared/signing/keyfile.ts'

export interface IssuerKeys {
  /** RSA, private, with `kid`, `use` and `alg`: signs ID tokens and access tokens (RS256). */
  readonly secret: JsonWebKey & { readonly kid: string }
  readonly public: JsonWebKey & { readonly kid: string }
}

/** The issuer's key in `<DATA_DIR>/keys/oidc.jwk`, made when there is none. */
export function issuerKeys(dataDir: string): IssuerKeys {
  const path = join(keysDir(dataDir), 'oidc.jwk')
  const stored = parseSecret(path, readOrCreate(path, newKey)) as JsonWebKey
  return { secret: named(stored), public: named(publicHalf(path, stored)) }
}

/** Signs cookies, so that sessions survive a restart. */
export function cookieKeys(dataDir: string): string[] {
  return [readOrCreate(join(keysDir(dataDir), 'oidc-cookies.key'), () => randomBytes(32).toString('base64url'))]
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
    throw new Error(`密钥文件已损坏,请从备份恢复:${path}`)
  }
}

/** RFC 7638: the members of an RSA thumbprint, in this order. */
function named(jwk: JsonWebKey) {
  const { e, kty, n } = jwk
  return { ...jwk, kid: hash('sha256', JSON.stringify({ e, kty, n }), 'base64url'), use: 'sig', alg: 'RS256' }
}
