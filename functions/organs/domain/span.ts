import * as z from 'zod'
import type { LocalDate } from '../../../shared/kernel/clock.ts'
import { date } from '../../../shared/kernel/text.ts'

/** Days on which something holds, both included, in Shanghai dates. Without `to` it holds until further notice. */
export interface Span {
  readonly from: LocalDate
  readonly to?: LocalDate | undefined
}

/** As a person writes it. */
export const spanFields = { from: date('起始日期'), to: date('截止日期').optional() }
/** As it is stored. */
export const storedSpan = { from: z.string(), to: z.string().optional() }

export function holdsOn(span: Span, day: LocalDate): boolean {
  return span.from <= day && (span.to === undefined || day <= span.to)
}

/** Do the two share a day? An empty span (`to` before `from`: ended on its first day) shares none. */
export function overlap(a: Span, b: Span): boolean {
  const start = a.from > b.from ? a.from : b.from
  return holdsOn(a, start) && holdsOn(b, start)
}

export function dayBefore(day: LocalDate): LocalDate {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() - 1)
  return at.toISOString().slice(0, 10)
}
