import * as z from 'zod'
import { STANCE_NAMES, STANCES, type Stance } from './words.ts'

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
  /** Counted by day: what each day's signed root has to hold. */
  byEntry: z.record(z.string(), n).default({}),
})
export type Balance = z.infer<typeof Balance>

export const EMPTY: Balance = Balance.parse({})

/** @param comment `day` it was received, `entered` the day on which it is counted: later for what came at midnight */
export function received(
  balance: Balance,
  comment: { day: string; entered: string; late: boolean; stance: Stance },
): Balance {
  return {
    ...balance,
    received: balance.received + 1,
    late: balance.late + (comment.late ? 1 : 0),
    underReview: balance.underReview + 1,
    open: balance.open + 1,
    byStance: { ...balance.byStance, [comment.stance]: balance.byStance[comment.stance] + 1 },
    byDay: { ...balance.byDay, [comment.day]: (balance.byDay[comment.day] ?? 0) + 1 },
    byEntry: { ...balance.byEntry, [comment.entered]: (balance.byEntry[comment.entered] ?? 0) + 1 },
  }
}

/** A comment goes from one place to another; `wasOpen` when it had no disposition until now and has one then. */
export function moved(balance: Balance, from: Bucket, to: Bucket, wasOpen: boolean): Balance {
  const less = { ...balance, [from]: balance[from] - 1, open: balance.open - (wasOpen ? 1 : 0) }
  return { ...less, [to]: less[to] + 1 }
}

/** The whole of several shards. */
export function sum(parts: readonly Balance[]): Balance {
  const total = (of: (part: Balance) => number) => parts.reduce((n, part) => n + of(part), 0)
  const days = (of: (part: Balance) => Balance['byDay']) => {
    const all = [...new Set(parts.flatMap((part) => Object.keys(of(part))))].sort()
    return Object.fromEntries(all.map((day) => [day, total((part) => of(part)[day] ?? 0)]))
  }
  return Balance.parse({
    ...Object.fromEntries(
      (['received', 'late', 'open', ...BUCKETS] as const).map((k) => [k, total((part) => part[k])]),
    ),
    byStance: Object.fromEntries(STANCES.map((stance) => [stance, total((part) => part.byStance[stance])])),
    byDay: days((part) => part.byDay),
    byEntry: days((part) => part.byEntry),
  })
}

/** The sum that must always hold, and is shown on the page. */
export function holds(b: Balance): boolean {
  return b.received === b.underReview + b.summarised + b.withheld + b.withdrawn + b.grouped && b.open <= b.underReview
}

/** Whether sums are those of the comments that were counted into them. */
export function fits(b: Balance, counted: readonly { readonly bucket: Bucket; readonly open: boolean }[]): boolean {
  const sums = new Map<string, number>()
  for (const { bucket } of counted) sums.set(bucket, (sums.get(bucket) ?? 0) + 1)
  return (
    b.received === counted.length &&
    b.open === counted.filter((one) => one.open).length &&
    BUCKETS.every((bucket) => b[bucket] === (sums.get(bucket) ?? 0))
  )
}

/** What any desk, page or export may show of the sums. */
export const BalanceView = Balance.omit({ byStance: true, byEntry: true }).extend({
  stances: z.array(z.object({ names: z.string(), count: n })),
})
export type BalanceView = z.infer<typeof BalanceView>

export function shownBalance({ byStance, byEntry: _, ...rest }: Balance): BalanceView {
  const names = (stances: readonly Stance[]) => stances.map((s) => STANCE_NAMES[s]).join('、')
  return { ...rest, stances: shownStances(byStance).map(({ stances, count }) => ({ names: names(stances), count })) }
}

/** Under ten people a number tells who (design §5). */
const SMALL = 10

/**
 * The stances as any desk, page or export may show them: what fewer than ten people said is shown together, and if that
 * still leaves under ten, with the next smallest. Nobody is left out of the sum.
 */
export function shownStances(byStance: Balance['byStance']): { stances: Stance[]; count: number }[] {
  const cells = STANCES.map((stance) => ({ stances: [stance], count: byStance[stance] }))
    .filter((cell) => cell.count > 0)
    .sort((a, b) => a.count - b.count)
  while (cells.length > 1 && (cells[0] as { count: number }).count < SMALL) {
    const [least, next] = cells.splice(0, 2) as [(typeof cells)[number], (typeof cells)[number]]
    cells.push({ stances: [...least.stances, ...next.stances], count: least.count + next.count })
    cells.sort((a, b) => a.count - b.count)
  }
  return cells
}
