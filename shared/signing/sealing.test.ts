import { constants, generateKeyPairSync, type KeyObject, privateDecrypt } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DecryptCommand, GetPublicKeyCommand, KMSClient, KMSServiceException } from '@aws-sdk/client-kms'
import { mockClient } from 'aws-sdk-client-mock'
import { describe, expect, it } from 'vitest'
import { openKmsSealer } from './kms-sealer.ts'
import { makeSealingKeys, openLocalSealer } from './local-sealer.ts'
import { sealerContract } from './sealing.contract.ts'

const temporary = () => mkdtempSync(join(tmpdir(), 'wenping-seal-'))

/** A data directory after a first start. */
const withKeys = () => {
  const dir = temporary()
  makeSealingKeys(dir)
  return dir
}

sealerContract('local keys', async () => {
  const dir = withKeys()
  const full = openLocalSealer(dir)
  const taken = temporary()
  cpSync(dir, taken, { recursive: true })
  rmSync(join(taken, 'handover'), { recursive: true })
  return { full, withoutAccusations: openLocalSealer(taken), stranger: openLocalSealer(withKeys()) }
})

describe('sealing on one machine', () => {
  it('makes its keys once, so that what was sealed before a restart is opened after it', async () => {
    const dir = withKeys()
    const jwe = await openLocalSealer(dir).seal('contacts', '示例')
    makeSealingKeys(dir)
    expect(await openLocalSealer(dir).open('contacts', jwe)).toBe('示例')
  })

  it('makes no second pair when the private half was taken away', async () => {
    const dir = withKeys()
    const first = openLocalSealer(dir)
    const kept = join(temporary(), 'kept')
    cpSync(join(dir, 'handover'), kept, { recursive: true })
    rmSync(join(dir, 'handover'), { recursive: true })
    makeSealingKeys(dir)
    const jwe = await openLocalSealer(dir).seal('accusations', '示例')
    cpSync(kept, join(dir, 'handover'), { recursive: true })
    expect(await first.open('accusations', jwe)).toBe('示例')
  })

  it('keeps private halves where only the server’s own user reads them', () => {
    const dir = withKeys()
    for (const path of ['keys/seal-contacts.jwk', 'handover/seal-accusations.jwk']) {
      expect(statSync(join(dir, path)).mode & 0o077).toBe(0)
    }
  })

  it.each(['seal-contacts.jwk', 'seal-contacts.pub.jwk', 'seal-accusations.pub.jwk'])(
    'does not open with a %s that is damaged, and says nothing of what was in it',
    (name) => {
      const dir = withKeys()
      for (const content of ['', ' \n', '{"d":"TOPSECRET', '{"kty":"EC","crv":"P-256","d":"TOPSECRET"}']) {
        writeFileSync(join(dir, 'keys', name), content)
        expect(() => openLocalSealer(dir)).toThrow(name)
        expect(() => openLocalSealer(dir)).not.toThrow(/TOPSECRET/)
      }
    },
  )

  it('does not seal contacts for a key whose private half is another’s: nobody could ever open them', () => {
    const [dir, other] = [withKeys(), withKeys()]
    cpSync(join(other, 'keys', 'seal-contacts.pub.jwk'), join(dir, 'keys', 'seal-contacts.pub.jwk'))
    expect(() => openLocalSealer(dir)).toThrow('不是一对')
  })
})

const kms = mockClient(KMSClient)
const client = new KMSClient({ region: 'local', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } })
const denied = new KMSServiceException({
  name: 'AccessDeniedException',
  $fault: 'client',
  $metadata: { httpStatusCode: 400 },
  message: 'not authorized',
})

/** KMS with these keys; `mayOpen` says to whom Decrypt is granted. */
function kmsWith(
  keys: Readonly<Record<string, { publicKey: KeyObject; privateKey: KeyObject }>>,
  denies: string[] = [],
) {
  kms.reset()
  kms.on(GetPublicKeyCommand).callsFake(({ KeyId }: { KeyId: string }) => ({
    KeyId,
    PublicKey: Uint8Array.from(keys[KeyId]?.publicKey.export({ format: 'der', type: 'spki' }) ?? []),
  }))
  kms
    .on(DecryptCommand)
    .callsFake((input: { KeyId: string; CiphertextBlob: Uint8Array; EncryptionAlgorithm: string }) => {
      if (denies.includes(input.KeyId)) throw denied
      expect(input.EncryptionAlgorithm).toBe('RSAES_OAEP_SHA_256')
      const key = keys[input.KeyId]?.privateKey as KeyObject
      const padding = constants.RSA_PKCS1_OAEP_PADDING
      return { Plaintext: Uint8Array.from(privateDecrypt({ key, padding, oaepHash: 'sha256' }, input.CiphertextBlob)) }
    })
}

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
const KEYS = { contacts: rsa(), accusations: rsa(), hidden: rsa(), foreign: rsa(), next: rsa() }

sealerContract('KMS', async () => {
  // Who may not decrypt calls the same key by another name here, since the mock knows no callers.
  kmsWith({ ...KEYS, hidden: KEYS.accusations }, ['hidden'])
  return {
    full: openKmsSealer({ client, keyIds: { contacts: ['contacts'], accusations: ['accusations'] } }),
    withoutAccusations: openKmsSealer({ client, keyIds: { contacts: ['contacts'], accusations: ['hidden'] } }),
    stranger: openKmsSealer({ client, keyIds: { contacts: ['foreign'], accusations: ['foreign'] } }),
  }
})

describe('sealing with KMS', () => {
  it('asks for each public key once and seals without a call', async () => {
    kmsWith(KEYS)
    const sealer = openKmsSealer({ client, keyIds: { contacts: ['contacts'], accusations: ['accusations'] } })
    for (let i = 0; i < 3; i++) await sealer.seal('contacts', '示例')
    expect(kms.calls()).toHaveLength(1)
  })

  it('still opens what a former key sealed after a new one came before it', async () => {
    kmsWith(KEYS)
    const before = openKmsSealer({ client, keyIds: { contacts: ['contacts'], accusations: ['accusations'] } })
    const after = openKmsSealer({ client, keyIds: { contacts: ['next', 'contacts'], accusations: ['accusations'] } })
    expect(await after.open('contacts', await before.seal('contacts', '旧'))).toBe('旧')
    await expect(before.open('contacts', await after.seal('contacts', '新'))).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it('passes a fault of KMS on as it is, and asks again the next time', async () => {
    kms.reset()
    kms.on(GetPublicKeyCommand).rejects(new Error('5xx'))
    const sealer = openKmsSealer({ client, keyIds: { contacts: ['contacts'], accusations: ['accusations'] } })
    await expect(sealer.seal('contacts', '示例')).rejects.toThrow('5xx')
    kmsWith(KEYS)
    await expect(sealer.seal('contacts', '示例')).resolves.toMatch(/^ey/)
  })
})
