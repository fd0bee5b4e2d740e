import { randomBytes, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Ports } from '../../../shared/ports.ts'
import { GuardFailed, type Item } from '../../../shared/table/table.ts'
import type { Notice } from '../../notices/offers.ts'
import { codesOf, commitmentOf, shardOf } from '../codes.ts'
import { forReceiver, PRIVACY_VERSION, type Words } from '../domain/words.ts'
import { Comment, commentKey, contactKey } from '../store.ts'

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

/**
 * Takes a comment in: one conditional put, and nothing that another comment writes. The same key and words any number
 * of times are one comment and one receipt.
 * @throws Refusal `duplicate` when the key was used for other words
 */
export async function receive(deps: ReceiveDeps, notice: Notice, clientKey: string, words: Words): Promise<Receipt> {
  const { matter } = notice
  const { code, id, nonce } = codesOf(deps.mac, matter, clientKey, notice.keyVersion)
  // Sent again after another notice of the matter came out, it is still the answer to the one it was written for.
  const commitmentTo = (noticeId: string) => commitmentOf(nonce, matter, noticeId, words)
  const receipt = { matter, code, nonce }
  const comment = await rowOf(deps, notice, id, words, commitmentTo(notice.id), deps.now())
  if (comment.contact) await keepContact(deps, comment, words, commitmentTo)
  try {
    const put = { ...commentKey(matter, comment.shard, id), ...comment }
    await deps.matters.commit([{ put, when: 'absent' }])
    const { commitment, receivedAt, late } = comment
    return { ...receipt, commitment, receivedAt, late }
  } catch (error) {
    const stored = error instanceof GuardFailed ? error.failures[0]?.current : undefined
    if (!stored) throw error
    return { ...receipt, ...(await sameAs(stored, commitmentTo, words.password)) }
  }
}

type CommitmentTo = (noticeId: string) => string

/** The stored comment, if it is this one sent again. */
async function sameAs(
  stored: Item,
  commitmentTo: CommitmentTo,
  password: string,
): Promise<Pick<Receipt, 'commitment' | 'receivedAt' | 'late'>> {
  const { notice, commitment, receivedAt, late, password: kept } = Comment.parse(stored)
  const samePassword = kept === '' ? password === '' : await passwordFits(kept, password)
  if (commitment !== commitmentTo(notice) || !samePassword) throw duplicate()
  return { commitment, receivedAt, late }
}

const duplicate = () =>
  new Refusal('duplicate', '这张表已经提交过一次,内容和这次不一样。第一次的已经收下;要补充的,请打开一张新表提交。')

async function rowOf(
  deps: ReceiveDeps,
  notice: Notice,
  id: string,
  words: Words,
  commitment: string,
  at: Date,
): Promise<Comment> {
  const accusation = words.kind === 'accusation'
  const { kind, stance, village, group, text } = words
  const open = { stance, village, group, text, sealed: '' }
  return {
    id,
    type: 'comments.received',
    matter: notice.matter,
    notice: notice.id,
    shard: shardOf(id, notice.shards),
    receivedAt: at.toISOString(),
    day: dateInShanghai(at),
    late: at.getTime() >= new Date(notice.closesAt).getTime(),
    kind,
    ...(accusation ? { ...BLANK, sealed: await sealed(deps, words) } : open),
    commitment,
    privacy: PRIVACY_VERSION,
    password: words.password === '' ? '' : await passwordHash(words.password),
    contact: !accusation && (words.name !== '' || words.phone !== ''),
  }
}

const sealed = (deps: ReceiveDeps, words: Words) => deps.sealer.seal('accusations', JSON.stringify(forReceiver(words)))

/** Nothing of an accusation lies in the clear, not even which village it came from. */
const BLANK = { stance: 'unsaid', village: '', group: 'unsaid', text: '' } as const

/**
 * Contact data first, so that a comment never says it has some that is not there. Kept once: sent again, they must be
 * the same, which the commitment tells without anybody opening them.
 */
async function keepContact(
  deps: ReceiveDeps,
  comment: Comment,
  words: Words,
  commitmentTo: CommitmentTo,
): Promise<void> {
  const sealed = await deps.sealer.seal('contacts', JSON.stringify({ name: words.name, phone: words.phone }))
  const { matter, commitment, receivedAt } = comment
  try {
    const expiresAt = Math.floor(new Date(receivedAt).getTime() / 1000) + deps.contactDays * 86_400
    const put = { ...contactKey(comment.id), matter, commitment, sealed, receivedAt, expiresAt }
    await deps.identities.commit([{ put, when: 'absent' }])
  } catch (error) {
    const stored = error instanceof GuardFailed ? error.failures[0]?.current : undefined
    if (!stored) throw error
    const first = await deps.matters.get(commentKey(matter, comment.shard, comment.id))
    if (stored.commitment !== (first ? commitmentTo(String(first.notice)) : commitment)) throw duplicate()
  }
}

const derive = promisify(scrypt) as (password: string, salt: string, length: number) => Promise<Buffer>

async function passwordHash(password: string): Promise<string> {
  const salt = randomBytes(16).toString('hex')
  return `${salt}:${(await derive(password.normalize('NFKC'), salt, 32)).toString('hex')}`
}

export async function passwordFits(stored: string, password: string): Promise<boolean> {
  const [salt, hash] = stored.split(':') as [string, string]
  return (await derive(password.normalize('NFKC'), salt, 32)).toString('hex') === hash
}
