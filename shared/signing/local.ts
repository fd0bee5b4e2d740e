import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKeyInput,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CompactSign } from 'jose'
import type { Clock } from '../kernel/clock.ts'
import { type PublicKey, publicKey, readJws } from './jws.ts'
import { create, keysDir, parseSecret, readOrCreate } from './keyfile.ts'
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
 * signs. The first is made when there is none.
 * @param options.dir the data directory (`DATA_DIR`)
 */
export function openLocalSigner(options: { dir: string; now: Clock }): LocalSigner {
  const dir = keysDir(options.dir)
  readOrCreate(fileOf(dir, 1), () => newKey(options.now))
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
 * to the backup.
 */
export function localMac(dir: string): Mac {
  const path = join(keysDir(dir), 'mac.key')
  const secret = Buffer.from(
    readOrCreate(path, () => randomBytes(32).toString('base64url')),
    'base64url',
  )
  if (secret.byteLength !== 32) throw new Error(`密钥文件已损坏,请从备份恢复:${path}`)
  return macWith(secret)
}

const fileOf = (dir: string, n: number) => join(dir, `signing-${n}.jwk`)

function newKey(now: Clock): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return JSON.stringify({ ...privateKey.export({ format: 'jwk' }), created: now().toISOString() })
}

/** All pairs, the newest first. */
async function load(dir: string): Promise<readonly Pair[]> {
  const numbers = readdirSync(dir).flatMap((name) => /^signing-(\d+)\.jwk$/.exec(name)?.[1] ?? [])
  const newestFirst = numbers.map(Number).sort((a, b) => b - a)
  return Promise.all(newestFirst.map((n) => loadPair(fileOf(dir, n))))
}

async function loadPair(path: string): Promise<Pair> {
  const jwk = parseSecret(path, readFileSync(path, 'utf8'))
  let secret: KeyObject
  try {
    secret = createPrivateKey({ key: jwk as JsonWebKeyInput['key'], format: 'jwk' })
  } catch {
    throw new Error(`密钥文件已损坏,请从备份恢复:${path}`)
  }
  return { secret, ...(await publicKey(createPublicKey(secret))) }
}
