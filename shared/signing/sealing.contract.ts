import { describe, expect, it } from 'vitest'
import type { Sealer } from './sealing.ts'

export interface Sealers {
  /** Holds both private halves. */
  readonly full: Sealer
  /** The same installation where the private half for accusations was taken away. */
  readonly withoutAccusations: Sealer
  /** Another installation. */
  readonly stranger: Sealer
}

const TEXT = '示例内容:𠮷 䶮 👨‍👩‍👧 <b>x</b>\r\n第二行\u0000'

/** What every adapter of `Sealer` holds. */
export function sealerContract(adapter: string, open: () => Promise<Sealers>): void {
  describe(`Sealer: ${adapter}`, () => {
    it('gives back to the letter what was sealed', async () => {
      const { full } = await open()
      for (const text of [TEXT, '', '字'.repeat(30_000)]) {
        expect(await full.open('contacts', await full.seal('contacts', text))).toBe(text)
      }
    })

    it('seals the same words differently each time, and shows none of them', async () => {
      const { full } = await open()
      const [a, b] = [await full.seal('accusations', TEXT), await full.seal('accusations', TEXT)]
      expect(a).not.toBe(b)
      for (const part of a.split('.')) expect(Buffer.from(part, 'base64url').includes('示例内容')).toBe(false)
    })

    it('seals without the private half, and then opens for nobody here', async () => {
      const { full, withoutAccusations } = await open()
      const jwe = await withoutAccusations.seal('accusations', TEXT)
      await expect(withoutAccusations.open('accusations', jwe)).rejects.toMatchObject({ code: 'forbidden' })
      expect(await full.open('accusations', jwe)).toBe(TEXT)
      expect(await withoutAccusations.open('contacts', await full.seal('contacts', TEXT))).toBe(TEXT)
    })

    it('opens nothing that was sealed for another recipient or another installation', async () => {
      const { full, stranger } = await open()
      await expect(full.open('contacts', await full.seal('accusations', TEXT))).rejects.toThrow()
      await expect(stranger.open('contacts', await full.seal('contacts', TEXT))).rejects.toThrow()
    })

    it('finds every changed part', async () => {
      const { full } = await open()
      const parts = (await full.seal('contacts', TEXT)).split('.')
      for (const i of [2, 3, 4]) {
        const bytes = Buffer.from(parts[i] as string, 'base64url')
        bytes[0] = (bytes[0] as number) ^ 1
        const forged = parts.map((part, at) => (at === i ? bytes.toString('base64url') : part)).join('.')
        await expect(full.open('contacts', forged)).rejects.toThrow()
      }
    })
  })
}
