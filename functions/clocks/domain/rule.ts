import type { DayKind } from '../../../shared/kernel/calendar.ts'

/** 最短期限:到期之前不能结束 / 最长期限:到期未办结即逾期。 */
export type Bounds = 'minimum' | 'maximum'

/**
 * How sure a number is, as the domain page marks it: F found in a published text, D a default of the design (来源未定,
 * to be confirmed by the client), R recalled.
 */
export type Mark = 'F' | 'D' | 'R'

/** One length of one clock, in force between two dates. Data, not code: a change is a new line with its date. */
export interface ClockRule {
  readonly kind: string
  /** What people call it: 备案审查. */
  readonly label: string
  readonly bounds: Bounds
  readonly length: number
  readonly dayKind: DayKind
  /** Document and article; printed wherever the length is shown. */
  readonly source: string
  readonly mark: Mark
  /** First and last day on which a clock may start under this rule. */
  readonly from: string
  readonly until?: string
  /** May it be made shorter with a printed reason? Only where the text itself allows it. */
  readonly shortenable: boolean
  /** How much longer it may become in all, in its own days; 'free' where longer is always lawful. */
  readonly extension: { readonly times: number; readonly days: number } | 'none' | 'free'
}

/**
 * The rule in force on a day. @throws RangeError when there is none: a clock without a rule is a fault of ours.
 */
export function ruleFor(rules: readonly ClockRule[], kind: string, on: string): ClockRule {
  const fits = rules.filter((r) => r.kind === kind && r.from <= on && (r.until === undefined || on <= r.until))
  const rule = fits.reduce<ClockRule | undefined>((best, r) => (best && best.from >= r.from ? best : r), undefined)
  if (!rule) throw new RangeError(`no clock rule for ${kind} on ${on}`)
  return rule
}
