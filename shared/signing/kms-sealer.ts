import { createDecipheriv, createPublicKey, type KeyObject } from 'node:crypto'
import { DecryptCommand, GetPublicKeyCommand, type KMSClient } from '@aws-sdk/client-kms'
import { CompactEncrypt, calculateJwkThumbprint } from 'jose'
import { Refusal } from '../kernel/refusal.ts'
import type { Recipient, Sealer } from './sealing.ts'

const HEADER = { alg: 'RSA-OAEP-256', enc: 'A256GCM' } as const
/** GCM's tag in a JWE (RFC 7518 §5.3). */
const TAG_BYTES = 16

interface PublicHalf {
  readonly keyId: string
  readonly kid: string
  readonly key: KeyObject
}

/**
 * Sealing on KMS, for keys of spec `RSA_3072` or longer and usage `ENCRYPT_DECRYPT`. Sealing needs `kms:GetPublicKey`
 * once per process and then no call; opening needs `kms:Decrypt`, which is granted to the function of the receiving
 * body alone. The private half never leaves KMS: it opens the content key, the content is opened here.
 * @param options.keyIds for each recipient the current key, which seals, then the former ones
 */
export function openKmsSealer(options: {
  client: KMSClient
  keyIds: Readonly<Record<Recipient, readonly [string, ...string[]]>>
}): Sealer {
  const { client, keyIds } = options
  const cache = new Map<string, Promise<PublicHalf>>()
  const load = (keyId: string): Promise<PublicHalf> => {
    const known = cache.get(keyId)
    if (known) return known
    const loading = publicHalf(client, keyId)
    cache.set(keyId, loading)
    // A failure is not remembered: the next call asks again.
    loading.catch(() => cache.delete(keyId))
    return loading
  }

  return {
    async seal(recipient, text) {
      const { key, kid } = await load(keyIds[recipient][0])
      return new CompactEncrypt(new TextEncoder().encode(text)).setProtectedHeader({ ...HEADER, kid }).encrypt(key)
    },
    async open(recipient, jwe) {
      const { kid } = headerOf(jwe)
      const halves = await Promise.all(keyIds[recipient].map(load))
      const half = halves.find((one) => one.kid === kid)
      if (!half) throw notOurs()
      return content(jwe, await contentKey(client, half.keyId, jwe))
    },
  }
}

const notOurs = () => new Refusal('forbidden', '这部分内容只能由接收单位用自己的密钥打开,本系统打不开。')

async function publicHalf(client: KMSClient, keyId: string): Promise<PublicHalf> {
  const reply = await client.send(new GetPublicKeyCommand({ KeyId: keyId }))
  if (!reply.PublicKey || !reply.KeyId) throw new Error('KMS returned no public key')
  const key = createPublicKey({ key: Buffer.from(reply.PublicKey), format: 'der', type: 'spki' })
  const { kty, n, e } = key.export({ format: 'jwk' })
  if (kty !== 'RSA' || !n || !e) throw new TypeError('a sealing key is an RSA key')
  return { keyId: reply.KeyId, kid: await calculateJwkThumbprint({ kty, n, e }, 'sha256'), key }
}

async function contentKey(client: KMSClient, keyId: string, jwe: string): Promise<Uint8Array> {
  try {
    const { Plaintext } = await client.send(
      new DecryptCommand({
        KeyId: keyId,
        EncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
        CiphertextBlob: Buffer.from(jwe.split('.')[1] as string, 'base64url'),
      }),
    )
    if (!Plaintext) throw new Error('KMS returned no content key')
    return Plaintext
  } catch (error) {
    if ((error as Error).name === 'AccessDeniedException') throw notOurs()
    throw error
  }
}

/** @throws TypeError for what this port did not seal: the algorithms are ours, never taken from the header */
function headerOf(jwe: string): { kid: string } {
  const parts = jwe.split('.')
  const header = JSON.parse(Buffer.from(parts[0] as string, 'base64url').toString()) as Record<string, unknown>
  const known = parts.length === 5 && header.alg === HEADER.alg && header.enc === HEADER.enc
  if (!known || typeof header.kid !== 'string') throw new TypeError('not sealed by this port')
  return { kid: header.kid }
}

function content(jwe: string, key: Uint8Array): string {
  const [header, , iv, sealed, tag] = jwe.split('.') as [string, string, string, string, string]
  const bytes = (part: string) => Buffer.from(part, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes(iv), { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(header, 'ascii')).setAuthTag(bytes(tag))
  return Buffer.concat([decipher.update(bytes(sealed)), decipher.final()]).toString('utf8')
}
