/** What a search looks into. */
export interface Searched {
  readonly id: string
  readonly title: string
  readonly organName: string
  readonly area: string
  readonly projectCode: string
  readonly filingNumber: string
}

/**
 * Does the matter answer to what was typed? The tail of its number or filing number, part of its name, or the project
 * code from its start; every word must be found. 同一套规则对报送人和审查人。
 */
export function answersTo(matter: Searched, typed: string): boolean {
  const words = fold(typed)
    .split(/\s+/)
    .filter((w) => w !== '')
  if (words.length === 0) return false
  const id = fold(matter.id)
  const filing = fold(matter.filingNumber)
  const code = fold(matter.projectCode)
  const named = fold(`${matter.title} ${matter.organName} ${matter.area}`)
  return words.every(
    (w) =>
      named.includes(w) ||
      (code !== '' && code.startsWith(w)) ||
      id.includes(w) ||
      (filing !== '' && filing.includes(w)),
  )
}

/** Full-width letters and digits as half-width, one case: how people type on a Chinese keyboard. */
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim()
}
