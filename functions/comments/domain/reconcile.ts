import { type Balance, type Bucket, fits } from './balance.ts'

/** A comment as it lies in its shard, without its words. */
export interface StoredComment {
  readonly id: string
  readonly hash: string
  /** An accusation: counted in the city's ledger and never in its matter. */
  readonly sealed: boolean
  readonly receivedAt: string
  readonly commitment: string
}

/** What lies in one shard of a matter. */
export interface Shard {
  readonly comments: readonly StoredComment[]
  /** When what was taken back was, by its id. */
  readonly withdrawn: ReadonlyMap<string, string>
  /** Sort keys of rows that contradict themselves: no intake ever wrote them so. */
  readonly forged: readonly string[]
}

/** A comment as it was counted. */
export interface Counted {
  readonly id: string
  readonly hash: string
  readonly bucket: Bucket
  readonly open: boolean
}

export interface Differences {
  /** Ids of what was received and never counted. Counting it again mends it. */
  readonly uncounted: readonly string[]
  /** Ids of what was taken back, counted, and is not counted as taken back. Counting it again mends it. */
  readonly untaken: readonly string[]
  /** Whether there is something that counting again cannot mend: rows changed, removed or forged, sums wound back. */
  readonly beyondCounting: boolean
}

/**
 * What was received against what was counted, one by one and in sum.
 * @param counted of this shard; withdrawn ones too
 * @param ledger hashes of the shard's accusations as the city's ledger has them, by id
 */
export function compareShard(
  shard: Shard,
  counted: readonly Counted[],
  ledger: ReadonlyMap<string, string>,
  balance: Balance,
): Differences {
  const { comments, withdrawn, forged } = shard
  const inTally = new Map(counted.map((one) => [one.id, one]))
  const inShard = new Set(comments.map(({ id }) => id))
  const hashOf = ({ id, sealed }: StoredComment) => (sealed ? ledger.get(id) : inTally.get(id)?.hash)
  const uncounted = comments.filter((one) => hashOf(one) === undefined).map(({ id }) => id)
  const untaken = counted.filter(({ id, bucket }) => withdrawn.has(id) && bucket !== 'withdrawn').map(({ id }) => id)
  return {
    uncounted,
    untaken,
    beyondCounting:
      forged.length > 0 ||
      comments.some((one) => ![undefined, one.hash].includes(hashOf(one))) ||
      comments.some(({ id, sealed }) => sealed && inTally.has(id)) ||
      counted.some(({ id, bucket }) => !inShard.has(id) || (bucket === 'withdrawn' && !withdrawn.has(id))) ||
      [...withdrawn.keys()].some((id) => !inShard.has(id)) ||
      !fits(balance, counted),
  }
}

/**
 * What a notice's people sent before its end, in an order of its own: from the grace after the end on, nothing joins
 * and nothing leaves, however many send something late.
 */
export function receivedBefore(comments: readonly StoredComment[], closesAt: string): StoredComment[] {
  const end = new Date(closesAt).getTime()
  return comments.filter((one) => new Date(one.receivedAt).getTime() < end).sort((a, b) => (a.id < b.id ? -1 : 1))
}

/**
 * Milliseconds after the end of a notice from which on everything received before it has landed: a request may run for
 * 25 s after it read the clock, what it sent last may be 5 s on its way to the table, and the clocks of two machines
 * are allowed 30 s between them.
 */
export const GRACE_MS = (25 + 5 + 30) * 1000
