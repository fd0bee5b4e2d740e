import type { LocalDate } from '../../../shared/kernel/clock.ts'
import { isListed, isUnder, type Level, type Organ, rank } from './organ.ts'
import { holdsOn, type Span } from './span.ts'

/** Which level's office files what was decided at which level. */
export interface FilingRule extends Span {
  readonly basis: string
  readonly filedAt: Readonly<Record<Level, 'county' | 'city'>>
}

/**
 * Seed, 四规范之一, 分级备案制度: 「凡是报市、县区党委、政府决策的重大事项,稳评报告必须报市、县区维稳办备案」; 稳评报备制度: 「乡镇、县区部门……
 * 向县区维稳办报备」. The work of the 维稳办 is now done by the 党委政法委.
 */
export const FILING_RULES: readonly FilingRule[] = [
  {
    from: '2015-02-01',
    basis: '张掖市“一降两覆盖三有四规范五到位”创建标准(2015年2月起),四规范之一:稳评报备制度、分级备案制度',
    filedAt: { town: 'county', county: 'county', city: 'city' },
  },
]

/**
 * The office with which a matter is filed: decided by *who decides*, not by who fills the form. A body of the city has
 * the city's office whatever is said; an area has the office of the county organ that answers for it.
 * @param organs the register, or at least the offices and the organ that answers for an area
 * @returns undefined when no rule or no office holds on that day: the caller refuses, nobody guesses
 */
export function authorityFor(
  matter: { readonly organ: Organ; readonly decidedAt: Level; readonly on: LocalDate },
  organs: readonly Organ[],
  rules: readonly FilingRule[] = FILING_RULES,
): Organ | undefined {
  const rule = rules.find((r) => holdsOn(r, matter.on))
  if (!rule) return undefined
  const answering = organs.find((o) => o.code === matter.organ.answeredBy) ?? matter.organ
  const least = rank(rule.filedAt[matter.decidedAt])
  return officesOver(answering, organs, matter.on).find((office) => rank(office.level) >= least)
}

/**
 * One level up, for reminders that went unheeded: the office that watches an organ; of a county's office the city's.
 * Undefined for the city's office, above which this register knows nobody.
 */
export function superiorOf(organ: Organ, organs: readonly Organ[], on: LocalDate): Organ | undefined {
  const offices = officesOver(organ, organs, on)
  return offices.find(
    (office) => office.code !== organ.code && (organ.kind !== 'office' || rank(office.level) > rank(organ.level)),
  )
}

/** Offices that watch the organ, the nearest first. */
function officesOver(organ: Organ, organs: readonly Organ[], on: LocalDate): readonly Organ[] {
  return organs
    .filter(
      (o) => o.kind === 'office' && isListed(o, on) && o.oversees !== undefined && isUnder(organ.path, o.oversees),
    )
    .sort((a, b) => rank(a.level) - rank(b.level))
}
