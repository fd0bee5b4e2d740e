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

/** Is this the form that was printed? As people type it: any width, case and dashes. */
export function sameVersionCode(typed: string, formHash: string): boolean {
  return fold(typed) === fold(versionCode(formHash))
}

const fold = (code: string) =>
  code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
