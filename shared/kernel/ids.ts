/** Crockford's base32: no I, L, O, U, so that a code can be read out on the phone. */
export const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Doubling in GF(32), the field of x⁵ + x² + 1. */
const double = (v: number) => ((v << 1) ^ (v & 16 ? 0b100101 : 0)) & 31

/**
 * The check character of a code body: Horner's rule in GF(32), so that any one wrong character and any two swapped
 * ones are found.
 */
export function checkCharacter(body: string): string {
  let sum = 0
  for (const c of body) sum = double(sum) ^ CROCKFORD.indexOf(c)
  return CROCKFORD[double(sum)] as string
}

/** 12 characters (60 bits) from the first bytes of a digest, and one check character. */
export function codeFrom(bytes: Uint8Array): string {
  let bits = 0n
  for (let i = 0; i < 8; i++) bits = (bits << 8n) | BigInt(bytes[i] ?? 0)
  bits >>= 4n
  let body = ''
  for (let i = 0; i < 12; i++) {
    body = (CROCKFORD[Number(bits & 31n)] as string) + body
    bits >>= 5n
  }
  return body + checkCharacter(body)
}

/** What a person typed, made canonical: spaces and dashes dropped, I and L read as 1, O as 0. Undefined if not a code. */
export function readCode(typed: string): string | undefined {
  const code = typed
    .toUpperCase()
    .replace(/[\s\-—–·]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
  if (!/^[0-9A-HJKMNP-TV-Z]{13}$/.test(code)) return undefined
  return checkCharacter(code.slice(0, 12)) === code[12] ? code : undefined
}

/** `7K3M-9QXA-2BCD-E`: the code in groups, as receipts print it. */
export function groupCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-')
}
