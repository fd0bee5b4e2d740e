import { createHmac, generateKeyPairSync } from 'node:crypto'
import { CompactSign, calculateJwkThumbprint, importJWK } from 'jose'
import { describe, expect, it } from 'vitest'
import type { Mac, Signer } from './signing.ts'

/** A key set before and after its rotation: `after` signs with a new key and knows the one of `before`. */
export interface Rotation {
  readonly before: Signer
  readonly after: Signer
  /** Knows the new key alone: the former one was withdrawn. */
  readonly withdrawn: Signer
  /** A signer of another installation. */
  readonly stranger: Signer
}

const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const headerOf = (jws: string) => JSON.parse(Buffer.from(jws.split('.')[0] as string, 'base64url').toString())
const TYP = 'wenping-certificate+jws'
const PAYLOAD = { matter: 'WP-620702-2026-0007', text: '东乐镇公路拓宽𠮷', levels: ['高', null, 3], empty: {} }

/** What every adapter of `Signer` holds. @param gaps what a test server is known not to do, and where that is recorded */
export function signerContract(adapter: string, open: () => Promise<Rotation>, gaps: { digest?: string } = {}): void {
  describe(`Signer: ${adapter}`, () => {
    it('gives back to the letter what it signed, with type and key id in the header', async () => {
      const { before } = await open()
      const jws = await before.sign(TYP, PAYLOAD)
      expect(await before.verify(TYP, jws)).toEqual(PAYLOAD)
      const [key] = (await before.jwks()).keys as [JsonWebKey & { kid: string }]
      expect(headerOf(jws)).toEqual({ alg: 'ES256', typ: TYP, kid: key.kid })
    })

    const digest = gaps.digest ? ` (not on this server: ${gaps.digest})` : ''
    it.skipIf(digest)(`signs payloads over 4096 bytes${digest}`, async () => {
      const { before } = await open()
      const payload = { list: 'x'.repeat(100_000) }
      expect(await before.verify(TYP, await before.sign(TYP, payload))).toEqual(payload)
    })

    it('publishes public halves only, named by their thumbprints', async () => {
      const { keys } = await (await open()).after.jwks()
      expect(keys).toHaveLength(2)
      for (const key of keys as (JsonWebKey & { kid: string })[]) {
        expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
        expect(key).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' })
        expect(key.kid).toBe(await calculateJwkThumbprint(key as { kty: string }))
      }
    })

    it('still verifies what the former key signed, and signs with the new one', async () => {
      const { before, after } = await open()
      const old = await before.sign(TYP, PAYLOAD)
      const fresh = await after.sign(TYP, PAYLOAD)
      expect(await after.verify(TYP, old)).toEqual(PAYLOAD)
      expect(await after.verify(TYP, fresh)).toEqual(PAYLOAD)
      expect(headerOf(fresh).kid).not.toBe(headerOf(old).kid)
    })

    it('refuses what a withdrawn key or another installation signed', async () => {
      const { before, withdrawn, stranger } = await open()
      expect(await withdrawn.verify(TYP, await before.sign(TYP, PAYLOAD))).toBeUndefined()
      expect(await before.verify(TYP, await stranger.sign(TYP, PAYLOAD))).toBeUndefined()
    })

    it('refuses a genuine signature of another type', async () => {
      const { before } = await open()
      expect(await before.verify('wenping-root+jws', await before.sign(TYP, PAYLOAD))).toBeUndefined()
    })

    it('refuses a payload, a header or a signature that was changed in one place', async () => {
      const { before } = await open()
      const [header, payload, signature] = (await before.sign(TYP, PAYLOAD)).split('.') as [string, string, string]
      const bytes = Buffer.from(signature, 'base64url')
      bytes[40] = (bytes[40] as number) ^ 1
      const forged = [
        [header, b64({ ...PAYLOAD, levels: ['低'] }), signature],
        [b64({ ...headerOf(`${header}.`), extra: 1 }), payload, signature],
        [header, payload, bytes.toString('base64url')],
        [header, payload, ''],
        [header, payload, Buffer.alloc(64).toString('base64url')],
      ]
      for (const parts of forged) expect(await before.verify(TYP, parts.join('.'))).toBeUndefined()
    })

    it('refuses an unknown, a missing and a borrowed key id', async () => {
      const { after } = await open()
      const [current, former] = (await after.jwks()).keys as [{ kid: string }, { kid: string }]
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const sign = (kid: string | undefined) =>
        new CompactSign(new TextEncoder().encode('{}'))
          .setProtectedHeader({ alg: 'ES256', typ: TYP, ...(kid === undefined ? {} : { kid }) })
          .sign(privateKey)
      for (const kid of ['unknown', undefined, current.kid]) {
        expect(await after.verify(TYP, await sign(kid))).toBeUndefined()
      }
      const [header, ...rest] = (await after.sign(TYP, PAYLOAD)).split('.') as [string, string, string]
      const swapped = b64({ ...headerOf(`${header}.`), kid: former.kid })
      expect(await after.verify(TYP, [swapped, ...rest].join('.'))).toBeUndefined()
    })

    it('refuses `alg: none` and an HS256 token made with the public key as its secret', async () => {
      const { before } = await open()
      const [jwk] = (await before.jwks()).keys as [JsonWebKey & { kid: string }]
      const none = `${b64({ alg: 'none', typ: TYP, kid: jwk.kid })}.${b64(PAYLOAD)}.`
      expect(await before.verify(TYP, none)).toBeUndefined()

      const spki = Buffer.from(
        await crypto.subtle.exportKey('spki', (await importJWK(jwk as { kty: string }, 'ES256')) as CryptoKey),
      )
      const pem = `-----BEGIN PUBLIC KEY-----\n${spki.toString('base64')}\n-----END PUBLIC KEY-----\n`
      const input = `${b64({ alg: 'HS256', typ: TYP, kid: jwk.kid })}.${b64(PAYLOAD)}`
      for (const secret of [spki, pem, JSON.stringify(jwk)]) {
        const mac = createHmac('sha256', secret).update(input).digest('base64url')
        expect(await before.verify(TYP, `${input}.${mac}`)).toBeUndefined()
      }
    })

    it.each(['', '.', '..', '...', 'x', 'a.b.c', 'é.é.é', `${b64({ alg: 'ES256' })}.e30.AA`, '{}', '\u0000'])(
      'answers undefined to what is no JWS at all: %j',
      async (text) => {
        expect(await (await open()).before.verify(TYP, text)).toBeUndefined()
      },
    )
  })
}

/** What every adapter of `Mac` holds. @param open opens the same secret each time; `another` one of its own */
export function macContract(adapter: string, open: () => Promise<Mac>, another: () => Promise<Mac>): void {
  describe(`Mac: ${adapter}`, () => {
    it('gives 32 bytes, the same for ever', async () => {
      const first = (await open())('receipt', 'WP-620702-2026-0007')
      expect(first.byteLength).toBe(32)
      expect((await open())('receipt', 'WP-620702-2026-0007')).toEqual(first)
    })

    it('keeps purposes, texts and installations apart', async () => {
      const mac = await open()
      const one = mac('receipt', 'ab')
      for (const other of [mac('cursor', 'ab'), mac('receipt', 'aB'), mac('receipta', 'b'), mac('', 'receipt\0ab')]) {
        expect(other).not.toEqual(one)
      }
      expect((await another())('receipt', 'ab')).not.toEqual(one)
    })

    it('refuses a purpose with a NUL, which could pass for another purpose', async () => {
      const mac = await open()
      expect(() => mac('a\0b', 'c')).toThrow(TypeError)
      expect(mac('a', 'b\0c')).not.toEqual(mac('a', 'bc'))
    })

    it('takes empty texts and any script', async () => {
      const mac = await open()
      expect(mac('receipt', '')).not.toEqual(mac('receipt', '𠮷'))
      expect(mac('receipt', '𠮷')).not.toEqual(mac('receipt', '吉'))
    })
  })
}
