import * as z from 'zod'

/**
 * Functions that our own code (shared/kernel among it) calls and Chromium 109 does not have. Loaded before all else.
 * The bundler lowers syntax, never the library, so what is missing is written here, each only where it is missing.
 */

/** Chromium 111. Contracts refuse unpaired surrogates with it. */
export function isWellFormed(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0xd800 || unit > 0xdfff) continue
    const next = text.charCodeAt(i + 1)
    if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return false
    i++
  }
  return true
}

function fill(owner: object, name: string, value: unknown): void {
  if (!(name in owner)) Object.defineProperty(owner, name, { value, writable: true, configurable: true })
}

fill(String.prototype, 'isWellFormed', function (this: string) {
  return isWellFormed(String(this))
})
// Chromium 110.
fill(Array.prototype, 'toSorted', function (this: unknown[], by?: (a: unknown, b: unknown) => number) {
  return [...this].sort(by)
})
fill(Array.prototype, 'toReversed', function (this: unknown[]) {
  return [...this].reverse()
})
// Chromium 119.
fill(Promise, 'withResolvers', () => {
  let resolve: unknown
  let reject: unknown
  const promise = new Promise((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
})

// Zod else tries whether it may compile checks with `new Function`, which the page's policy forbids and reports.
z.config({ jitless: true })
