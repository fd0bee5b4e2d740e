/** The `signing` port: a key pair on one machine, a KMS asymmetric key on AWS. ES256 in both. */
export interface Signer {
  /** A compact JWS over the payload, with `kid` and `typ` in its header. */
  sign(typ: string, payload: Readonly<Record<string, unknown>>): Promise<string>
  /** Public keys, current and former: key ids overlap while keys rotate. */
  jwks(): Promise<{ keys: readonly JsonWebKey[] }>
  /** The payload, or undefined if the signature, the type or the key id is wrong. */
  verify(typ: string, jws: string): Promise<Readonly<Record<string, unknown>> | undefined>
}

/**
 * A keyed digest with a secret that never leaves the adapter (receipt codes, client keys, cursors): HMAC-SHA-256 over
 * the UTF-8 of `purpose`, a NUL, and `data`. Synchronous: the intake path pays microseconds.
 */
export type Mac = (purpose: string, data: string) => Uint8Array
