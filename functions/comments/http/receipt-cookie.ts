import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto'
import * as z from 'zod'
import type { Mac } from '../../../shared/signing/signing.ts'

/** What the receipt page needs, for half an hour and in the writer's own browser alone. */
const Receipt = z.strictObject({
  matter: z.string(),
  code: z.string(),
  nonce: z.string(),
  commitment: z.string(),
  receivedAt: z.string(),
  late: z.boolean(),
  accusation: z.boolean(),
  until: z.number(),
})
type Receipt = z.infer<typeof Receipt>

const MINUTES = 30

/**
 * The receipt's cookie: encrypted, so that it says nothing to who finds the browser's files, and `__Host-` wherever the
 * address allows it. Over plain http to another machine a browser would drop such a cookie, and the receipt with it.
 */
export function receiptCookie(mac: Mac, publicUrl: string) {
  const key = createSecretKey(mac('receipt cookie v1', 'key'))
  const { protocol, hostname } = new URL(publicUrl)
  const secure = protocol === 'https:' || hostname === 'localhost' || hostname === '127.0.0.1'
  const name = secure ? '__Host-receipt' : 'receipt'
  return {
    write(receipt: Omit<Receipt, 'until'>, at: Date): string {
      const text = JSON.stringify({ ...receipt, until: at.getTime() + MINUTES * 60_000 })
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      const flags = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${MINUTES * 60}${secure ? '; Secure' : ''}`
      return `${name}=${sealed.toString('base64url')}; ${flags}`
    },
    read(cookies: Readonly<Record<string, string>>, at: Date): Receipt | undefined {
      const sealed = Buffer.from(cookies[name] ?? '', 'base64url')
      if (sealed.length < 29) return undefined
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
        decipher.setAuthTag(sealed.subarray(-16))
        const text = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString('utf8')
        const receipt = Receipt.parse(JSON.parse(text))
        return receipt.until > at.getTime() ? receipt : undefined
      } catch {
        return undefined
      }
    },
  }
}

export type ReceiptCookie = ReturnType<typeof receiptCookie>
