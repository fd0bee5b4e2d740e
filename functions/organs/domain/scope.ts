import { DUTY_NAMES, type Duty } from '../../../shared/identity/duty.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Kind, Organ } from './organ.ts'

/** Filer and leader speak for their own organ; every other duty looks after what the organ watches. */
const OWN: readonly Duty[] = ['filer', 'leader']

/**
 * The path at or below which a post sees matters. A filing authority (政法委) watches its county or city with every
 * post, its leader's too; a 发改局 does so for its approver, not for its filer.
 */
export function scopeOf(duty: Duty, organ: Organ): string {
  if (organ.oversees === undefined) return organ.path
  return organ.kind === 'office' || !OWN.includes(duty) ? organ.oversees : organ.path
}

/** Duties that mean something in one kind of organ alone. A township that reviewed its own filings would review itself. */
const ONLY_IN: Readonly<Partial<Record<Duty, Kind>>> = {
  reviewer: 'office',
  gatekeeper: 'decision-office',
  approver: 'department',
}

/** @throws Refusal `rule` */
export function demandFits(duty: Duty, organ: Organ): void {
  const kind = ONLY_IN[duty]
  if (kind !== undefined && kind !== organ.kind) throw new Refusal('rule', `这个单位不设“${DUTY_NAMES[duty]}”岗位`)
}
