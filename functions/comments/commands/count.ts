import { rowHash } from '../../../shared/events/chain.ts'
import { commitDecided, type Guarded } from '../../../shared/events/change.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import type { Ports } from '../../../shared/ports.ts'
import type { Item, Write } from '../../../shared/table/table.ts'
import { Balance, type Bucket, EMPTY, moved, received } from '../domain/balance.ts'
import { balanceKey, Comment, Seen, seenKey, stillAs, withdrawnKey } from '../store.ts'
import { enterSealed, type SealDeps } from './enter-sealed.ts'
import { settleTodo, todoWrites } from './settle-todo.ts'

type CountDeps = Pick<Ports, 'matters' | 'now'>

/** Counting twice is counting once, so what may have been written is simply looked at again. */
const AGAIN = { whenUnknown: 'ask again' } as const

/** Counts a comment that came in: whatever is delivered twice is counted once. */
export async function count(deps: SealDeps, row: Item): Promise<void> {
  const comment = Comment.parse(row)
  if (comment.sealed) return enterSealed(deps, comment, row)
  const { id, matter, shard, day, kind, commitment } = comment
  const attempt = async (): Promise<Guarded[] | undefined> => {
    if (await deps.matters.get(seenKey(matter, id))) return undefined
    const entered = dateInShanghai(deps.now())
    const place = { screened: false, bucket: 'underReview', open: true } as const
    const seen: Seen = { id, shard, day, entered, kind, ...place, commitment, hash: rowHash(row) }
    const sums = await sumsOf(deps, matter, shard)
    return [
      { put: { ...seenKey(matter, id), ...seen }, when: 'absent' },
      sums.change((b) => received(b, { ...comment, entered })),
      // The first that is open in its shard brings the to-do; later ones find it there.
      ...(sums.balance.open === 0 ? await todoWrites(deps, matter) : []),
    ]
  }
  await commitDecided(deps.matters, attempt, AGAIN)
}

/** Counts that a comment was taken back by its writer: it leaves the place where it stood, and stays in the number received. */
export async function countWithdrawal(deps: SealDeps, withdrawal: Item): Promise<void> {
  const words = await deps.matters.get(withdrawnKey(withdrawal))
  if (!words) return // removed past us: `verify:audit` names it
  const { id, matter, sealed } = Comment.parse(words)
  if (sealed) return // the ledger keeps that it came; who opens it sees that it was taken back
  await count(deps, words)
  const attempt = async () => {
    const seen = Seen.parse(await deps.matters.get(seenKey(matter, id)))
    return seen.bucket === 'withdrawn' ? undefined : moveWrites(deps, matter, [seen], 'withdrawn')
  }
  await commitDecided(deps.matters, attempt, AGAIN)
  await settleTodo(deps, matter)
}

/**
 * The writes that take comments to another place, each shard's sums once: part of the commit of whatever moves them.
 * Where a guard fails the sums moved on meanwhile, and the commit is decided again.
 */
export async function moveWrites(
  deps: CountDeps,
  matter: string,
  all: readonly Seen[],
  to: Bucket,
): Promise<Guarded[]> {
  const writes = all.map((seen): Guarded => {
    const put = { ...seenKey(matter, seen.id), ...seen, bucket: to, open: false, screened: true }
    return { put, when: stillAs(seen) }
  })
  for (const shard of new Set(all.map((seen) => seen.shard))) {
    const sums = await sumsOf(deps, matter, shard)
    const inShard = all.filter((seen) => seen.shard === shard)
    writes.push(sums.change((b) => inShard.reduce((sum, seen) => moved(sum, seen.bucket, to, seen.open), b)))
  }
  return writes
}

/** One shard's sums as read; the change holds only if nobody else changed them since. */
async function sumsOf(deps: CountDeps, matter: string, shard: number) {
  const key = balanceKey(matter, shard)
  const item = await deps.matters.get(key)
  const n = Number(item?.n ?? 0)
  const balance = item ? Balance.parse(item) : EMPTY
  return {
    balance,
    change: (of: (b: Balance) => Balance): Write => ({
      put: { ...key, ...of(balance), n: n + 1, updatedAt: deps.now().toISOString() },
      when: item ? [{ attribute: 'n', is: n }] : 'absent',
    }),
  }
}
