/** Data as tables, events and hashes hold it. Decimals are strings; integers stay within 2^53. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/**
 * One canonical text for hashing: keys in code-unit order, no spaces, strings as JSON writes them (RFC 8785 for the
 * values we allow). @throws TypeError for undefined, a non-integer number or an unpaired surrogate.
 */
export function canonical(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('unpaired surrogate')
    return JSON.stringify(value)
  }
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError('not a safe integer')
    return String(Object.is(value, -0) ? 0 : value)
  }
  if (Array.isArray(value)) return `[${value.map((v) => canonical(v as Json)).join(',')}]`
  if (typeof value !== 'object') throw new TypeError(`no canonical form for ${typeof value}`)
  const object = value as { readonly [key: string]: Json }
  const keys = Object.keys(object).sort((a, b) => (a < b ? -1 : 1))
  return `{${keys.map((k) => `${canonical(k)}:${canonical(object[k] as Json)}`).join(',')}}`
}
