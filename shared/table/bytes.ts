/**
 * Order of two strings as tables keep them: by UTF-8 bytes, which is by code point. JavaScript's own `<` compares UTF-16
 * units and puts 𠮷 (U+20BB7) before U+FF01.
 */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x === y) continue
    // Only a surrogate against a unit above the surrogates is ordered differently in UTF-8.
    return rank(x) - rank(y)
  }
  return a.length - b.length
}

/** Moves surrogates (D800–DFFF) above the units E000–FFFF. */
const rank = (unit: number) => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800)
