import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKeyInput,
  type KeyObject,
} from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CompactEncrypt, compactDecrypt } from 'jose'
import { Refusal } from '../kernel/refusal.ts'
import { create, keysDir } from './keyfile.ts'
import type { Recipient, Sealer } from './sealing.ts'

const ALGORITHM = 'ECDH-ES+A256KW'

/**
 * Sealing on one machine. The public half for each recipient is `<dir>/keys/seal-<recipient>.pub.jwk`. The private half
 * for contacts is among the keys, since officers open contacts here. That for accusations is laid once into
 * `<dir>/handover/`: the receiving body takes it away, and from then on nothing on this machine opens them.
 */
export function openLocalSealer(dir: string): Sealer {
  const publicKeys = { contacts: prepare(dir, 'contacts'), accusations: prepare(dir, 'accusations') }
  return {
    seal(recipient, text) {
      return new CompactEncrypt(new TextEncoder().encode(text))
        .setProtectedHeader({ alg: ALGORITHM, enc: 'A256GCM', kid: recipient })
        .encrypt(publicKeys[recipient])
    },
    async open(recipient, jwe) {
      const path = privatePath(dir, recipient)
      if (!existsSync(path)) throw new Refusal('forbidden', '这部分内容只能由接收单位用自己的密钥打开,本系统打不开。')
      return openWith(createPrivateKey(jwk(path)), jwe)
    },
  }
}

/** Opens what was sealed with a private half that somebody brings: for the receiving body's own machine. */
export async function openWith(key: KeyObject, jwe: string): Promise<string> {
  return new TextDecoder().decode((await compactDecrypt(jwe, key)).plaintext)
}

const publicPath = (dir: string, recipient: Recipient) => join(keysDir(dir), `seal-${recipient}.pub.jwk`)
const privatePath = (dir: string, recipient: Recipient) =>
  recipient === 'contacts' ? join(keysDir(dir), 'seal-contacts.jwk') : join(dir, 'handover', 'seal-accusations.jwk')

const jwk = (path: string): JsonWebKeyInput => ({ key: JSON.parse(readFileSync(path, 'utf8')), format: 'jwk' })

/** The public half is written last: a crash between the two leaves a private half that nothing was sealed for. */
function prepare(dir: string, recipient: Recipient): KeyObject {
  const path = publicPath(dir, recipient)
  if (!existsSync(path)) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    mkdirSync(join(dir, 'handover'), { recursive: true, mode: 0o700 })
    rmSync(privatePath(dir, recipient), { force: true })
    create(privatePath(dir, recipient), JSON.stringify(privateKey.export({ format: 'jwk' })))
    create(path, JSON.stringify(publicKey.export({ format: 'jwk' })))
  }
  return createPublicKey(jwk(path))
}
