import * as z from 'zod'

/** A matter as a project remembers it: what a list shows of it, and what decides who may see that. */
export const MatterRef = z.object({
  id: z.string(),
  title: z.string(),
  organName: z.string(),
  organPath: z.string(),
  /** Codes of the bodies that it concerns by name. */
  bodies: z.array(z.string()),
  authorityName: z.string(),
  cancelled: z.boolean(),
  registeredAt: z.string(),
})
export type MatterRef = z.infer<typeof MatterRef>

/** How a code stands: it has a matter; its matters were all cancelled; there is none, a clue of 应评未评. */
export const STANDINGS = ['found', 'cancelled', 'none'] as const
export type Standing = (typeof STANDINGS)[number]
export const STANDING_NAMES: Readonly<Record<Standing, string>> = {
  found: '已有评估事项',
  cancelled: '事项已取消',
  none: '未找到评估事项',
}

export function standingOf(matters: readonly MatterRef[]): Standing {
  if (matters.length === 0) return 'none'
  return matters.some((matter) => !matter.cancelled) ? 'found' : 'cancelled'
}

/** A project that is registered again and again must not outgrow its row. */
const MOST_MATTERS = 20

/** The matters of a project with one of them as it is now: those that live first, then the newest. */
export function withMatter(matters: readonly MatterRef[], one: MatterRef): MatterRef[] {
  const order = (a: MatterRef, b: MatterRef) =>
    Number(a.cancelled) - Number(b.cancelled) || (a.registeredAt < b.registeredAt ? 1 : -1)
  return [...matters.filter(({ id }) => id !== one.id), one].sort(order).slice(0, MOST_MATTERS)
}

/** How many codes a list has, and how many of them stand how. The rest have no matter. */
export interface Totals {
  readonly total: number
  readonly found: number
  readonly cancelled: number
}

/** The totals after a code came to stand `after`; `before` is undefined for a new one. */
export function recount(totals: Totals, before: Standing | undefined, after: Standing): Totals {
  const change = (standing: Standing) => Number(after === standing) - Number(before === standing)
  return {
    total: totals.total + Number(before === undefined),
    found: totals.found + change('found'),
    cancelled: totals.cancelled + change('cancelled'),
  }
}
