import type { KeyObject } from 'node:crypto'
import { calculateJwkThumbprint, compactVerify, errors } from 'jose'

/** The public half of a signing key, under its key id. */
export interface PublicKey {
  readonly kid: string
  readonly key: KeyObject
  readonly jwk: JsonWebKey
}

/** Names a P-256 key by its RFC 7638 thumbprint, so that both adapters call one key the same and no id leaks an account. */
export async function publicKey(key: KeyObject): Promise<PublicKey> {
  const { kty, crv, x, y } = key.export({ format: 'jwk' })
  if (kty !== 'EC' || crv !== 'P-256' || !x || !y) throw new TypeError('a signing key is on the curve P-256')
  const kid = await calculateJwkThumbprint({ kty, crv, x, y }, 'sha256')
  return { kid, key, jwk: { kty, crv, x, y, kid, use: 'sig', alg: 'ES256' } as JsonWebKey }
}

/**
 * The payload of a compact ES256 JWS of exactly this type, or undefined. The algorithm is fixed here and never taken
 * from the header, which closes `alg: none` and HMAC with the public key as its secret.
 * @param keyOf the public key of a key id, undefined if there is none; what it throws is passed on, for a key that
 * could not be fetched says nothing about the signature.
 */
export async function readJws(
  typ: string,
  jws: string,
  keyOf: (kid: string) => Promise<KeyObject | undefined>,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const { payload, protectedHeader } = await compactVerify(
      jws,
      async ({ kid }) => {
        const key = kid === undefined ? undefined : await keyOf(kid)
        if (!key) throw new errors.JWKSNoMatchingKey()
        return key
      },
      { algorithms: ['ES256'] },
    )
    if (protectedHeader.typ !== typ) return undefined
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload))
    return isRecord(value) ? value : undefined
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof SyntaxError) return undefined
    // The decoder's word for bytes that are not UTF-8.
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return undefined
    throw error
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
