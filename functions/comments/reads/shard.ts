import { rowHash } from '../../../shared/events/chain.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import { hashOf } from '../../../shared/signing/hash.ts'
import type { Item, Table } from '../../../shared/table/table.ts'
import type { Notice } from '../../notices/offers.ts'
import { receivedBefore, type Shard, type StoredComment } from '../domain/reconcile.ts'
import { shardOf } from '../receipt/codes.ts'
import { Comment, commentKey, commentsPk, type Reconciled, withdrawalKey } from '../store.ts'

/** A matter's notices by their ids. */
export type Notices = ReadonlyMap<string, Notice>

/** Reads a shard whole, and keeps of each comment what is compared: never its words. */
export async function readShard(
  table: Pick<Table, 'query'>,
  notices: Notices,
  matter: string,
  shard: number,
): Promise<Shard> {
  const comments: StoredComment[] = []
  const withdrawn = new Map<string, string>()
  const forged: string[] = []
  for await (const row of rowsOf(table, commentsPk(matter, shard))) {
    const comment = commentIn(row, notices, matter, shard)
    if (comment) {
      const { id, receivedAt, commitment } = comment
      comments.push({ id, receivedAt, commitment, sealed: comment.sealed !== '', hash: rowHash(row) })
    } else if (row.sk === withdrawalKey(matter, shard, String(row.id)).sk && row.type === 'comments.withdrawn') {
      withdrawn.set(String(row.id), String(row.at))
    } else forged.push(row.sk)
  }
  return { comments, withdrawn, forged }
}

/** Row by row, so that memory holds one page at a time. */
async function* rowsOf(table: Pick<Table, 'query'>, pk: string): AsyncIterable<Item> {
  let cursor: string | undefined
  do {
    const page = await table.query({ pk, ...(cursor ? { cursor } : {}) })
    yield* page.items
    cursor = page.cursor
  } while (cursor)
}

/** The comment, if the row says of itself what the intake would have: its place, its day, whether it is late. */
function commentIn(row: Item, notices: Notices, matter: string, shard: number): Comment | undefined {
  const { success, data: comment } = Comment.safeParse(row)
  const notice = success ? notices.get(comment.notice) : undefined
  if (!success || !notice) return undefined
  const at = new Date(comment.receivedAt)
  if (Number.isNaN(at.getTime())) return undefined
  const holds =
    row.sk === commentKey(matter, shard, comment.id).sk &&
    comment.matter === matter &&
    comment.shard === shard &&
    shardOf(comment.id, notice.shards) === shard &&
    comment.day === dateInShanghai(at) &&
    comment.late === at.getTime() >= new Date(notice.closesAt).getTime()
  return holds ? comment : undefined
}

/** What is written when shard and tally are equal. */
export function reconciledRow(
  notice: Notice,
  shard: number,
  comments: readonly StoredComment[],
  at: string,
): Reconciled {
  const before = receivedBefore(comments, notice.closesAt)
  return {
    notice: notice.id,
    shard,
    received: before.filter((one) => !one.sealed).length,
    digest: hashOf(before.map(({ id, commitment }) => [id, commitment])),
    at,
  }
}
