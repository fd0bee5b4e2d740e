/**
 * After how many days an entry counts as late and is marked so in the catalogue. The rules ask for 「形成即归」 and give no
 * number; this one is the product's, to be set by the city.
 */
export const LATE_RULES: readonly { readonly from: string; readonly days: number; readonly source: string }[] = [
  { from: '2015-01-01', days: 30, source: '建议值;依据「相关表格必须是原始记录」(四规范之四)' },
]

const dayNumber = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000

/** Was the paper entered more than the allowed days after the event it records? Shanghai dates. */
export function isLate(eventDate: string, today: string): boolean {
  const rule = LATE_RULES.findLast((one) => one.from <= today)
  return rule !== undefined && dayNumber(today) - dayNumber(eventDate) > rule.days
}
