/**
 * An ECDSA P-256 signature from DER (RFC 3279: SEQUENCE of two INTEGERs, as KMS gives it) to the form of JOSE
 * (RFC 7518 §3.4: r and s, 32 bytes each, big-endian).
 * @throws TypeError for anything that is not exactly that
 */
export function joseFromDer(der: Uint8Array): Uint8Array {
  // At most 72 bytes long, so that every length fits one byte.
  if (der[0] !== 0x30 || der[1] !== der.length - 2) throw new TypeError('not a DER sequence')
  const r = integerAt(der, 2)
  const s = integerAt(der, r.end)
  if (s.end !== der.length) throw new TypeError('bytes after the signature')
  const raw = new Uint8Array(64)
  raw.set(r.digits, 32 - r.digits.length)
  raw.set(s.digits, 64 - s.digits.length)
  return raw
}

/** A positive INTEGER: DER puts a zero before a high first bit and drops all other leading zeros. */
function integerAt(der: Uint8Array, at: number): { digits: Uint8Array; end: number } {
  const length = der[at + 1] ?? 0
  const end = at + 2 + length
  if (der[at] !== 0x02 || length === 0 || length > 33 || end > der.length) throw new TypeError('not a DER integer')
  const bytes = der.subarray(at + 2, end)
  const first = bytes[0] as number
  const padded = first === 0 && length > 1
  if (first > 0x7f || (padded && (bytes[1] as number) < 0x80)) throw new TypeError('not a canonical positive integer')
  const digits = padded ? bytes.subarray(1) : bytes
  if (digits.length > 32) throw new TypeError('an integer over 256 bits')
  return { digits, end }
}
