/** 保管期限 (国家档案局令第8号): 永久, 定期30年, 定期10年; codes of DA/T 22. */
export const TERMS = ['Y', 'D30', 'D10'] as const
export type Term = (typeof TERMS)[number]
export const TERM_NAMES: Readonly<Record<Term, string>> = { Y: '永久', D30: '30年', D10: '10年' }
const YEARS: Readonly<Record<Term, number>> = { Y: 0, D30: 30, D10: 10 }

/** What the term depends on, as the matter was registered. */
export interface Retained {
  readonly tracks: readonly string[]
  readonly procedure: 'general' | 'simple'
}

interface RetentionRule {
  /** In force from this day on. */
  readonly from: string
  readonly source: string
  /** The first line that fits decides. */
  readonly lines: readonly { readonly term: Term; readonly tracks?: readonly string[]; readonly procedure?: string }[]
}

/**
 * A proposal until the unit's own table is 审核同意 by the archive authority (档案法实施条例第十九条): 党委政府决策 and 征收 for
 * good, other 一般程序 30 years, 简易 10. A level found high later lengthens the term when the volume is sealed; a lock
 * can be lengthened, never shortened.
 */
export const RETENTION_RULES: readonly RetentionRule[] = [
  {
    from: '2006-12-18',
    source: '国家档案局令第8号;建议表,待同级档案主管部门审核同意(档案法实施条例第十九条)',
    lines: [
      { term: 'Y', tracks: ['party-gov-decision', 'land-expropriation', 'house-expropriation'] },
      { term: 'D30', procedure: 'general' },
      { term: 'D10' },
    ],
  },
]

/**
 * @param on the Shanghai date on which the file arrived
 * @returns the term and the first day on which it is over: terms are counted from 1 January of the next year; '' for 永久
 */
export function retentionOf(matter: Retained, on: string): { term: Term; until: string } {
  const rule = RETENTION_RULES.findLast((one) => one.from <= on)
  const line = rule?.lines.find(
    (one) =>
      (!one.tracks || one.tracks.some((track) => matter.tracks.includes(track))) &&
      (!one.procedure || one.procedure === matter.procedure),
  )
  if (!line) throw new Error(`no retention rule on ${on}`)
  return { term: line.term, until: line.term === 'Y' ? '' : `${Number(on.slice(0, 4)) + 1 + YEARS[line.term]}-01-01` }
}

/**
 * A lock in the store needs a date, 永久 has none: so it reaches 50 years ahead and is renewed. The most that S3 takes in
 * a rule of its own is 100; what is locked in error under COMPLIANCE stays for all of them, so no more than needed.
 */
const PERMANENT_LOCK_YEARS = 50
/** Renewed with 40 left: were the renewal silent for ten years, 永久 would still be locked as long as 定期30年. */
const RENEWED_BELOW_YEARS = 40

/**
 * The first day on which the store's lock is over: the term's own end, or for 永久 a far one that is renewed.
 * @param on the Shanghai date on which it is locked, or locked anew
 */
export function lockedUntil({ until }: { until: string }, on: string): string {
  return until === '' ? `${Number(on.slice(0, 4)) + 1 + PERMANENT_LOCK_YEARS}-01-01` : until
}

/** Locks of 永久 that end on this day or before are renewed. */
export function renewedUpTo(on: string): string {
  return `${Number(on.slice(0, 4)) + 1 + RENEWED_BELOW_YEARS}-01-01`
}
