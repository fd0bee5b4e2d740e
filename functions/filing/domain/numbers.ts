/** `WP-620702100-2026-0007`: what people say on the phone. Never used twice, even when a matter is cancelled. */
export function matterNumber(organ: string, year: number, seq: number): string {
  return `WP-${organ}-${year}-${String(seq).padStart(4, '0')}`
}

/** Bounded, since it becomes a key. */
export const MATTER_ID = /^WP-[0-9A-Z]{1,20}(?:-[A-Z]{1,20})?-\d{4}-\d{4,9}$/

/**
 * 备案号, as an official number: authority, year in 六角括号, number without leading zeros (GB/T 9704-2012).
 * `甘州稳评备〔2026〕12号`
 */
export function filingNumber(authorityShort: string, year: number, seq: number): string {
  return `${authorityShort}稳评备〔${year}〕${seq}号`
}

/** `甘州区委政法委员会` → `甘州`: the place's name without its rank. */
export function shortPlace(name: string): string {
  const place = name.replace(/^中共/, '').replace(/(?:党委|委)?政法委(?:员会)?$/, '')
  return place.replace(/^.+市(?=.)/, '').replace(/(?:裕固族自治县|市|区|县)$/, '')
}

/** `7f3a-91c2`: the version code printed on the form, from the hash of what was printed. */
export function versionCode(formHash: string): string {
  return `${formHash.slice(0, 4)}-${formHash.slice(4, 8)}`.toUpperCase()
}
