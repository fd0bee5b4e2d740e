import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { create, readOrCreate } from './keyfile.ts'
import { localMac, makeSigningKeys, openLocalSigner } from './local.ts'
import { macContract, signerContract } from './signing.contract.ts'

const root = mkdtempSync(join(tmpdir(), 'wenping-signing-'))
afterAll(() => rmSync(root, { recursive: true }))
let n = 0
const now = () => new Date('2026-11-24T10:00:00Z')
/** A data directory after a first start. */
const freshDir = () => {
  const dir = join(root, String(n++))
  makeSigningKeys(dir, now)
  return dir
}

signerContract('local', async () => {
  const dir = freshDir()
  const before = openLocalSigner({ dir, now })
  const after = openLocalSigner({ dir, now })
  await after.rotate()
  const only = freshDir()
  const newest = readFileSync(join(dir, 'keys', 'signing-2.jwk'))
  writeFileSync(join(only, 'keys', 'signing-1.jwk'), newest)
  return {
    before,
    after,
    withdrawn: openLocalSigner({ dir: only, now }),
    stranger: openLocalSigner({ dir: freshDir(), now }),
  }
})

const same = freshDir()
macContract(
  'local',
  async () => localMac(same),
  async () => localMac(freshDir()),
)

describe('keys of one machine', () => {
  it('are readable by their owner alone, and nothing is left beside them', () => {
    const dir = freshDir()
    const keys = join(dir, 'keys')
    expect(readdirSync(keys).sort()).toEqual(['mac.key', 'signing-1.jwk'])
    expect(statSync(keys).mode & 0o777).toBe(0o700)
    for (const name of readdirSync(keys)) expect(statSync(join(keys, name)).mode & 0o777).toBe(0o600)
  })

  it('survive a restart, and rotation makes one more file each time', async () => {
    const dir = freshDir()
    const jws = await openLocalSigner({ dir, now }).sign('t', { a: 1 })
    const again = openLocalSigner({ dir, now })
    const kids = [await again.rotate(), await again.rotate()]
    expect(new Set(kids).size).toBe(2)
    expect(await openLocalSigner({ dir, now }).verify('t', jws)).toEqual({ a: 1 })
    expect(readdirSync(join(dir, 'keys')).sort()).toEqual([
      'mac.key',
      'signing-1.jwk',
      'signing-2.jwk',
      'signing-3.jwk',
    ])
  })

  it('sign with the tenth key after the ninth: numbers, not letters, order them', async () => {
    const dir = freshDir()
    const signer = openLocalSigner({ dir, now })
    let last = ''
    for (let i = 2; i <= 10; i++) last = await signer.rotate()
    const [key] = (await openLocalSigner({ dir, now }).jwks()).keys as [{ kid: string }]
    expect(key.kid).toBe(last)
  })

  it('are never replaced: whoever comes second uses what the first made', () => {
    const path = join(root, 'once.key')
    expect(create(path, 'first')).toBe(true)
    expect(create(path, 'second')).toBe(false)
    expect(readOrCreate(path, () => 'third')).toBe('first')
  })

  it('are not made by who only reads them: whoever opens finds them, or is told which is not there', () => {
    const dir = join(root, 'nothing')
    mkdirSync(dir)
    expect(() => localMac(dir)).toThrow(/mac\.key/)
    expect(() => openLocalSigner({ dir, now })).toThrow(/signing-1\.jwk/)
    expect(readdirSync(dir)).toEqual([])
  })

  it('say which file is damaged before anything is signed, and never what was in it', () => {
    const dir = freshDir()
    for (const content of ['{"d":"TOPSECRET', '{"kty":"EC","crv":"P-256","d":"TOPSECRET"}', '', '\n']) {
      writeFileSync(join(dir, 'keys', 'signing-1.jwk'), content)
      expect(() => openLocalSigner({ dir, now })).toThrow('signing-1.jwk')
      expect(() => openLocalSigner({ dir, now })).not.toThrow(/TOPSECRET/)
    }
    for (const content of ['c2hvcnQ', '']) {
      writeFileSync(join(dir, 'keys', 'mac.key'), content)
      expect(() => localMac(dir)).toThrow(/mac\.key/)
    }
  })
})
