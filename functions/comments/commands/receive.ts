import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Ports } from '../../../shared/ports.ts'
import { GuardFailed, type Item, type Table } from '../../../shared/table/table.ts'
import type { Notice } from '../../notices/offers.ts'
import type { Words } from '../domain/words.ts'
import { codesOf, commitmentOf } from '../receipt/codes.ts'
import { passwordFits } from '../receipt/passwords.ts'
import { Comment, commentKey, contactKey } from '../store.ts'
import { commentRow } from './comment-row.ts'

export interface ReceiveDeps extends Pick<Ports, 'matters' | 'identities' | 'mac' | 'now' | 'sealer'> {
  /** Days for which contact data are kept: no longer than answering needs (PIPL 19). Comments stay with the volume. */
  readonly contactDays: number
}

/** What the writer is given, and nobody else has. */
export interface Receipt {
  readonly matter: string
  readonly code: string
  readonly nonce: string
  readonly commitment: string
  readonly receivedAt: string
  readonly late: boolean
}

/** The commitment to these words as an answer to that notice: what was sent for an earlier one still answers the earlier. */
type CommitmentTo = (noticeId: string) => string

/**
 * Takes a comment in: one conditional put, and nothing that another comment writes. The same key and words any number
 * of times are one comment and one receipt.
 * @throws Refusal `duplicate` when the key was used for other words
 */
export async function receive(deps: ReceiveDeps, notice: Notice, clientKey: string, words: Words): Promise<Receipt> {
  const { matter } = notice
  const { code, id, nonce } = codesOf(deps.mac, matter, clientKey, notice.keyVersion)
  const commitmentTo: CommitmentTo = (noticeId) => commitmentOf(nonce, matter, noticeId, words)
  const comment = await commentRow(deps, notice, { id, words, commitment: commitmentTo(notice.id), at: deps.now() })
  // Contact data first, so that a comment never says it has some that are not stored.
  if (comment.contact) await storeContact(deps, comment, words, commitmentTo)
  const earlier = await putOnce(deps.matters, { ...commentKey(matter, comment.shard, id), ...comment })
  const stored = earlier ? await sentBefore(earlier, commitmentTo, words.password) : comment
  const { commitment, receivedAt, late } = stored
  return { matter, code, nonce, commitment, receivedAt, late }
}

/** The comment stored under this key earlier, when it is this one. @throws Refusal `duplicate` */
async function sentBefore(earlier: Item, commitmentTo: CommitmentTo, password: string): Promise<Comment> {
  const comment = Comment.parse(earlier)
  const sameWords = comment.commitment === commitmentTo(comment.notice)
  if (!sameWords || !(await passwordFits(comment.password, password))) throw duplicate()
  return comment
}

const duplicate = () =>
  new Refusal('duplicate', '这张表已经提交过一次,内容和这次不一样。第一次的已经收下;要补充的,请打开一张新表提交。')

/**
 * Stores name and phone apart from the comment, sealed, once. Sent again they must be the same: the commitment tells, so
 * nobody opens the first ones for it.
 */
async function storeContact(
  deps: ReceiveDeps,
  comment: Comment,
  words: Words,
  commitmentTo: CommitmentTo,
): Promise<void> {
  const { id, matter, shard, commitment, receivedAt } = comment
  const sealed = await deps.sealer.seal('contacts', JSON.stringify({ name: words.name, phone: words.phone }))
  const expiresAt = Math.floor(new Date(receivedAt).getTime() / 1000) + deps.contactDays * 86_400
  const contact = { ...contactKey(id), matter, commitment, sealed, receivedAt, expiresAt }
  const earlier = await putOnce(deps.identities, contact)
  if (!earlier) return
  const first = await deps.matters.get(commentKey(matter, shard, id))
  const expected = first ? commitmentTo(String(first.notice)) : commitment
  if (earlier.commitment !== expected) throw duplicate()
}

/** Puts what is never overwritten. @returns what an earlier request stored at this key; undefined when this one did */
async function putOnce(table: Table, put: Item): Promise<Item | undefined> {
  try {
    await table.commit([{ put, when: 'absent' }])
    return undefined
  } catch (error) {
    const stored = error instanceof GuardFailed ? error.failures[0]?.current : undefined
    if (!stored) throw error
    return stored
  }
}
