/**
 * A mail address, or the letters that might have begun one. Both are taken in one go: a pattern of whole addresses only
 * would try 10 000 × `a` from each of its letters to the end.
 */
const MAIL_OR_WORD = /[\w.+-]+(?:@[\w-]+(?:\.[\w-]+)+)?/g

/** What points to a person: mobile and fixed phones, identity numbers, mail addresses, number plates, bank cards. */
const PATTERNS: readonly RegExp[] = [
  /[1-9]\d{16}[\dXx]/g,
  // Not from within a longer number, and not a matter's own (WP-620702100-2026-0001), which people quote.
  /(?<![\w-])(?:\d[ -]?){15,18}\d/g,
  /(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}/g,
  /0\d{2,3}[ -]?\d{7,8}/g,
  MAIL_OR_WORD,
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][ ·]?[A-Z0-9]{5,6}/g,
]

/** The text with such traces blacked out, length kept. Names in running text are beyond a pattern: the page says so to officers. */
export function masked(text: string): string {
  return PATTERNS.reduce((t, pattern) => {
    const isWord = (hit: string) => pattern === MAIL_OR_WORD && !hit.includes('@')
    return t.replace(pattern, (hit) => (isWord(hit) ? hit : '▇'.repeat(hit.length)))
  }, text)
}

export function pointsToPerson(text: string): boolean {
  return masked(text) !== text
}

/** Characters of a comment that may stand word for word in what is published. */
const VERBATIM = 20

/** Does a summary repeat a comment word for word? Raw text is never published (PIPL 25). Spaces and signs are ignored. */
export function repeats(summary: string, original: string): boolean {
  const plain = (t: string) => [...t.replace(/[\s\p{P}]/gu, '')]
  const source = plain(original).join('')
  const chars = plain(summary)
  for (let i = 0; i + VERBATIM <= chars.length; i++) {
    if (source.includes(chars.slice(i, i + VERBATIM).join(''))) return true
  }
  return false
}
