import { createPublicKey, hash, verify as verifySignature } from 'node:crypto'
import { GenerateMacCommand, GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms'
import { joseFromDer } from './ecdsa.ts'
import { type PublicKey, publicKey, readJws } from './jws.ts'
import { macWith } from './mac.ts'
import type { Mac, Signer } from './signing.ts'

/** What the Mac's secret is derived from. Changing it changes every receipt code: it never changes. */
const MAC_LABEL = 'wenping/mac/v1'

interface KmsKey extends PublicKey {
  /** The key itself, not the alias that led to it: an alias moved meanwhile must not sign under the old key id. */
  readonly arn: string
}

/**
 * The `signing` port on KMS, for keys of spec `ECC_NIST_P256` and usage `SIGN_VERIFY`. Needs `kms:Sign` on the first and
 * `kms:GetPublicKey` on all. Faults of KMS (throttling, 5xx; the SDK has retried them) are thrown as they are, and
 * never make a good signature look bad.
 * @param options.keyIds key ids, ARNs or aliases: the current one, which signs, then the former ones
 */
export function openKmsSigner(options: { client: KMSClient; keyIds: readonly [string, ...string[]] }): Signer {
  const { client, keyIds } = options
  const cache = new Map<string, Promise<KmsKey>>()
  const load = (keyId: string): Promise<KmsKey> => {
    const known = cache.get(keyId)
    if (known) return known
    const loading = fetchKey(client, keyId)
    cache.set(keyId, loading)
    // A failure is not remembered: the next call asks again.
    loading.catch(() => cache.delete(keyId))
    return loading
  }

  return {
    async sign(typ, payload) {
      const key = await load(keyIds[0])
      const input = `${encode({ alg: 'ES256', typ, kid: key.kid })}.${encode(payload)}`
      const { Signature: der } = await client.send(
        new SignCommand({ KeyId: key.arn, SigningAlgorithm: 'ECDSA_SHA_256', ...messageOf(Buffer.from(input)) }),
      )
      // What our own key set would not verify is never handed out: a certificate that fails at a counter helps nobody.
      if (!der || !verifySignature('sha256', Buffer.from(input), key.key, der)) {
        throw new Error('KMS returned a signature that its public key does not verify')
      }
      return `${input}.${Buffer.from(joseFromDer(der)).toString('base64url')}`
    },
    async jwks() {
      return { keys: (await Promise.all(keyIds.map(load))).map(({ jwk }) => jwk) }
    },
    async verify(typ, jws) {
      return readJws(typ, jws, async (kid) => {
        const keys = await Promise.allSettled(keyIds.map(load))
        for (const key of keys) if (key.status === 'fulfilled' && key.value.kid === kid) return key.value.key
        // Not among those we have; while one could not be fetched, it may be that one.
        for (const key of keys) if (key.status === 'rejected') throw key.reason
        return undefined
      })
    },
  }
}

/**
 * A Mac whose secret is derived once, at cold start, by an HMAC_256 key of KMS over a fixed label, and then works
 * without KMS. Needs `kms:GenerateMac`. The same key gives the same Mac in every function and for ever.
 */
export async function kmsMac(options: { client: KMSClient; keyId: string }): Promise<Mac> {
  const { Mac: secret } = await options.client.send(
    new GenerateMacCommand({
      KeyId: options.keyId,
      MacAlgorithm: 'HMAC_SHA_256',
      Message: new TextEncoder().encode(MAC_LABEL),
    }),
  )
  if (!secret) throw new Error('KMS returned no MAC')
  return macWith(secret)
}

/** KMS hashes messages of up to 4096 bytes itself; of longer ones it takes the digest. The signature is of the same kind. */
function messageOf(input: Uint8Array): { Message: Uint8Array; MessageType: 'RAW' | 'DIGEST' } {
  return input.byteLength <= 4096
    ? { Message: input, MessageType: 'RAW' }
    : { Message: hash('sha256', input, 'buffer'), MessageType: 'DIGEST' }
}

async function fetchKey(client: KMSClient, keyId: string): Promise<KmsKey> {
  const reply = await client.send(new GetPublicKeyCommand({ KeyId: keyId }))
  if (!reply.PublicKey || !reply.KeyId) throw new Error('KMS returned no public key')
  const key = createPublicKey({ key: Buffer.from(reply.PublicKey), format: 'der', type: 'spki' })
  return { arn: reply.KeyId, ...(await publicKey(key)) }
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
