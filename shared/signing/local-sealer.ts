import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKeyInput,
  type KeyObject,
} from 'node:crypto'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CompactEncrypt, compactDecrypt } from 'jose'
import { Refusal } from '../kernel/refusal.ts'
import { create, damaged, KeyUnusable, keysDir, makeKeysDir, parseSecret, readKey } from './keyfile.ts'
import type { Recipient, Sealer } from './sealing.ts'

const ALGORITHM = 'ECDH-ES+A256KW'

/**
 * Sealing on one machine. The public half for each recipient is `<dir>/keys/seal-<recipient>.pub.jwk`. The private half
 * for contacts is among the keys, since officers open contacts here. That for accusations is laid once into
 * `<dir>/handover/`: the receiving body takes it away, and from then on nothing on this machine opens them. Opening
 * makes none: see `local-keys.ts`.
 * @throws KeyUnusable
 */
export function openLocalSealer(dir: string): Sealer {
  const contacts = halvesOfContacts(dir)
  const publicKeys = { contacts: contacts.publicKey, accusations: publicIn(publicPath(dir, 'accusations')) }
  return {
    seal(recipient, text) {
      return new CompactEncrypt(new TextEncoder().encode(text))
        .setProtectedHeader({ alg: ALGORITHM, enc: 'A256GCM', kid: recipient })
        .encrypt(publicKeys[recipient])
    },
    async open(recipient, jwe) {
      if (recipient === 'contacts') return openWith(contacts.privateKey, jwe)
      const path = privatePath(dir, recipient)
      if (!existsSync(path)) throw new Refusal('forbidden', '这部分内容只能由接收单位用自己的密钥打开,本系统打不开。')
      return openWith(privateIn(path), jwe)
    },
  }
}

/** Opens what was sealed with a private half that somebody brings: for the receiving body's own machine. */
export async function openWith(key: KeyObject, jwe: string): Promise<string> {
  return new TextDecoder().decode((await compactDecrypt(jwe, key)).plaintext)
}

/** The files that must be there. Not the private half for accusations: whose it is takes it away. */
export function sealingFiles(dir: string): readonly string[] {
  return [privatePath(dir, 'contacts'), publicPath(dir, 'contacts'), publicPath(dir, 'accusations')]
}

/**
 * What `openLocalSealer` reads, made where it is missing. For a first start alone: see `local-keys.ts`. The public half
 * is written last: a crash between the two leaves a private half that nothing was sealed for, and the next start makes
 * another pair.
 */
export function makeSealingKeys(dir: string): void {
  makeKeysDir(dir)
  mkdirSync(join(dir, 'handover'), { recursive: true, mode: 0o700 })
  if (!existsSync(privatePath(dir, 'contacts'))) rmSync(publicPath(dir, 'contacts'), { force: true })
  for (const recipient of ['contacts', 'accusations'] as const) {
    if (existsSync(publicPath(dir, recipient))) continue
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    rmSync(privatePath(dir, recipient), { force: true })
    create(privatePath(dir, recipient), JSON.stringify(privateKey.export({ format: 'jwk' })))
    create(publicPath(dir, recipient), JSON.stringify(publicKey.export({ format: 'jwk' })))
  }
}

const publicPath = (dir: string, recipient: Recipient) => join(keysDir(dir), `seal-${recipient}.pub.jwk`)
const privatePath = (dir: string, recipient: Recipient) =>
  recipient === 'contacts' ? join(keysDir(dir), 'seal-contacts.jwk') : join(dir, 'handover', 'seal-accusations.jwk')

/** Two halves that do not belong together would seal what nobody can ever open. */
function halvesOfContacts(dir: string): { publicKey: KeyObject; privateKey: KeyObject } {
  const path = publicPath(dir, 'contacts')
  const [publicKey, privateKey] = [publicIn(path), privateIn(privatePath(dir, 'contacts'))]
  if (!createPublicKey(privateKey).equals(publicKey)) {
    throw new KeyUnusable(
      `密钥文件 ${path} 和 ${privatePath(dir, 'contacts')} 不是一对，请从同一份备份恢复这两个文件。`,
    )
  }
  return { publicKey, privateKey }
}

const publicIn = (path: string) => keyIn(path, createPublicKey)
const privateIn = (path: string) => keyIn(path, createPrivateKey)

function keyIn(path: string, open: (input: JsonWebKeyInput) => KeyObject): KeyObject {
  const jwk = parseSecret(path, readKey(path))
  try {
    return open({ key: jwk as JsonWebKeyInput['key'], format: 'jwk' })
  } catch {
    throw damaged(path)
  }
}
