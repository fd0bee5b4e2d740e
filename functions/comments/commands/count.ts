import { rowHash } from '../../../shared/events/chain.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import type { Ports } from '../../../shared/ports.ts'
import { GuardFailed, type Item, type Write } from '../../../shared/table/table.ts'
import { Balance, type Bucket, EMPTY, moved, received } from '../domain/balance.ts'
import { balanceKey, Comment, Seen, seenKey } from '../store.ts'
import { enterSealed, type SealDeps } from './seal.ts'
import { settleTodo, todoWrites } from './todo.ts'

type Deps = SealDeps
export type CountDeps = Pick<Ports, 'matters' | 'now'>

const TRIES = 30

/** A comment that came in, counted: whatever is delivered twice is counted once. */
export async function onReceived(deps: Deps, row: Item): Promise<void> {
  const comment = Comment.parse(row)
  if (comment.sealed) return enterSealed(deps, comment, row)
  const { id, matter, shard, day, kind, commitment } = comment
  await retrying(async () => {
    if (await deps.matters.get(seenKey(matter, id))) return
    const entered = dateInShanghai(deps.now())
    const seen: Seen = {
      id,
      shard,
      day,
      entered,
      kind,
      screened: false,
      bucket: 'underReview',
      open: true,
      commitment,
      hash: rowHash(row),
    }
    const part = await partOf(deps, matter, shard)
    await deps.matters.commit([
      { put: { ...seenKey(matter, id), ...seen }, when: 'absent' },
      part.change((b) => received(b, { ...comment, entered })),
      // The first that is open in its part brings the to-do; later ones find it there.
      ...(part.balance.open === 0 ? await todoWrites(deps, matter) : []),
    ])
  })
}

/** Taken back by its writer: it leaves the place where it stood, and the count keeps it. */
export async function onWithdrawn(deps: Deps, row: Item): Promise<void> {
  const words = await deps.matters.get({ pk: row.pk, sk: `${row.id}#V1` })
  if (!words) return // removed past us: `verify:audit` names it
  const { id, matter, sealed } = Comment.parse(words)
  if (sealed) return // the ledger keeps that it came; who opens it sees that it was taken back
  await onReceived(deps, words)
  await retrying(async () => {
    const seen = Seen.parse(await deps.matters.get(seenKey(matter, id)))
    if (seen.bucket !== 'withdrawn') await deps.matters.commit(await moveWrites(deps, matter, [seen], 'withdrawn'))
  })
  await settleTodo(deps, matter)
}

/** The writes that take comments to another place, each shard's sums once: part of the commit of whatever moves them. */
export async function moveWrites(deps: CountDeps, matter: string, all: readonly Seen[], to: Bucket): Promise<Write[]> {
  const writes = all.map((seen): Write => {
    const put = { ...seenKey(matter, seen.id), ...seen, bucket: to, open: false, screened: true }
    return { put, when: [{ attribute: 'bucket', is: seen.bucket }] }
  })
  for (const shard of new Set(all.map((seen) => seen.shard))) {
    const part = await partOf(deps, matter, shard)
    const mine = all.filter((seen) => seen.shard === shard)
    writes.push(part.change((b) => mine.reduce((sum, seen) => moved(sum, seen.bucket, to, seen.open), b)))
  }
  return writes
}

/** One shard's sums as read; the change holds only if nobody else changed them since. */
async function partOf(deps: CountDeps, matter: string, shard: number) {
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

async function retrying(act: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof GuardFailed) || tries === TRIES) throw error
    }
  }
}
