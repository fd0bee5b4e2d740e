import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKeyInput,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { CompactSign } from 'jose'
import type { Clock } from '../kernel/clock.ts'
import { type PublicKey, publicKey, readJws } from './jws.ts'
import { create, damaged, keysDir, makeKeysDir, parseSecret, readKey } from './keyfile.ts'
import { macWith } from './mac.ts'
import type { Mac, Signer } from './signing.ts'

export interface LocalSigner extends Signer {
  /** Makes a new key and signs with it from now on; the former ones still verify. @returns the new key id. */
  rotate(): Promise<string>
}

interface Pair extends PublicKey {
  readonly secret: KeyObject
}

/**
 * The `signing` port on one machine: ES256 key pairs in `<dir>/keys/signing-<n>.jwk`, mode 0600; the highest number
 * signs. Opening makes none: see `local-keys.ts`.
 * @param options.dir the data directory (`DATA_DIR`)
 * @throws KeyUnusable
 */
export function openLocalSigner(options: { dir: string; now: Clock }): LocalSigner {
  const dir = keysDir(options.dir)
  let pairs = load(dir)

  return {
    async sign(typ, payload) {
      const current = (await pairs)[0] as Pair
      return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
        .setProtectedHeader({ alg: 'ES256', typ, kid: current.kid })
        .sign(current.secret)
    },
    async jwks() {
      return { keys: (await pairs).map(({ jwk }) => jwk) }
    },
    async verify(typ, jws) {
      const known = await pairs
      return readJws(typ, jws, async (kid) => known.find((pair) => pair.kid === kid)?.key)
    },
    async rotate() {
      let n = (await pairs).length + 1
      while (!create(fileOf(dir, n), newKey(options.now))) n++
      pairs = load(dir)
      return ((await pairs)[0] as Pair).kid
    },
  }
}

/**
 * A Mac whose 32-byte secret is `<dir>/keys/mac.key`. Losing the file makes every receipt code unfindable: it belongs
 * to the backup. @throws KeyUnusable
 */
export function localMac(dir: string): Mac {
  const path = macPath(dir)
  const secret = Buffer.from(readKey(path), 'base64url')
  if (secret.byteLength !== 32) throw damaged(path)
  return macWith(secret)
}

/** What `openLocalSigner` and `localMac` read, made where it is missing. For a first start alone: see `local-keys.ts`. */
export function makeSigningKeys(dir: string, now: Clock): void {
  create(fileOf(makeKeysDir(dir), 1), newKey(now))
  create(macPath(dir), randomBytes(32).toString('base64url'))
}

/** The files that must be there: the Mac's secret, and signing keys without a gap, since each signed something. */
export function signingFiles(dir: string): readonly string[] {
  const last = Math.max(1, ...numbersIn(keysDir(dir)))
  return [macPath(dir), ...Array.from({ length: last }, (_, i) => fileOf(keysDir(dir), i + 1))]
}

const macPath = (dir: string) => join(keysDir(dir), 'mac.key')
const fileOf = (keys: string, n: number) => join(keys, `signing-${n}.jwk`)

function newKey(now: Clock): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return JSON.stringify({ ...privateKey.export({ format: 'jwk' }), created: now().toISOString() })
}

function numbersIn(keys: string): number[] {
  const names = existsSync(keys) ? readdirSync(keys) : []
  return names.flatMap((name) => /^signing-(\d+)\.jwk$/.exec(name)?.[1] ?? []).map(Number)
}

/** All pairs, the newest first. Read at once, so that a damaged file is named before anything starts. */
function load(dir: string): Promise<readonly Pair[]> {
  const numbers = numbersIn(dir).sort((a, b) => b - a)
  const secrets = (numbers.length > 0 ? numbers : [1]).map((n) => secretIn(fileOf(dir, n)))
  return Promise.all(secrets.map(async (secret) => ({ secret, ...(await publicKey(createPublicKey(secret))) })))
}

function secretIn(path: string): KeyObject {
  const jwk = parseSecret(path, readKey(path))
  let key: KeyObject
  try {
    key = createPrivateKey({ key: jwk as JsonWebKeyInput['key'], format: 'jwk' })
  } catch {
    throw damaged(path)
  }
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw damaged(path)
  return key
}
