import * as z from 'zod'
import { STANCES, type Stance } from './words.ts'

/** Where a comment stands. Each is in exactly one place, so that received is always the sum of all. */
export const BUCKETS = ['underReview', 'summarised', 'withheld', 'withdrawn', 'grouped'] as const
export type Bucket = (typeof BUCKETS)[number]

const n = z.int().min(0).default(0)

/** One shard's part of a matter's balance. */
export const Balance = z.object({
  received: n,
  late: n,
  underReview: n,
  summarised: n,
  withheld: n,
  withdrawn: n,
  grouped: n,
  /** Still without a disposition: the report cannot be finished while there are any. */
  open: n,
  byStance: z.record(z.enum(STANCES), n).default({ unsaid: 0, support: 0, conditional: 0, oppose: 0 }),
  /** Received by day, Shanghai. Withdrawn objections stay in it. */
  byDay: z.record(z.string(), n).default({}),
})
export type Balance = z.infer<typeof Balance>

export const EMPTY: Balance = Balance.parse({})

export function received(balance: Balance, comment: { day: string; late: boolean; stance: Stance }): Balance {
  return {
    ...balance,
    received: balance.received + 1,
    late: balance.late + (comment.late ? 1 : 0),
    underReview: balance.underReview + 1,
    open: balance.open + 1,
    byStance: { ...balance.byStance, [comment.stance]: balance.byStance[comment.stance] + 1 },
    byDay: { ...balance.byDay, [comment.day]: (balance.byDay[comment.day] ?? 0) + 1 },
  }
}

/** A comment goes from one place to another; `wasOpen` when it had no disposition until now and has one then. */
export function moved(balance: Balance, from: Bucket, to: Bucket, wasOpen: boolean): Balance {
  const less = { ...balance, [from]: balance[from] - 1, open: balance.open - (wasOpen ? 1 : 0) }
  return { ...less, [to]: less[to] + 1 }
}

/** The whole of several shards. */
export function sum(parts: readonly Balance[]): Balance {
  return parts.reduce((a, b) => {
    const total = Object.fromEntries(
      ['received', 'late', 'open', ...BUCKETS].map((k) => [k, a[k as 'received'] + b[k as 'received']]),
    )
    const byDay = { ...a.byDay }
    for (const [day, count] of Object.entries(b.byDay)) byDay[day] = (byDay[day] ?? 0) + count
    const byStance = Object.fromEntries(STANCES.map((s) => [s, a.byStance[s] + b.byStance[s]]))
    return { ...a, ...total, byDay, byStance } as Balance
  }, EMPTY)
}

/** The sum that must always hold, and is shown on the page. */
export function holds(b: Balance): boolean {
  return b.received === b.underReview + b.summarised + b.withheld + b.withdrawn + b.grouped && b.open <= b.underReview
}

/** Under ten people a cell tells who: it is not shown by itself (design §5). */
export const SMALL_CELL = 10
