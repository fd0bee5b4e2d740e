import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import type { Ports } from '../../../shared/ports.ts'
import type { Notice } from '../../notices/offers.ts'
import { forReceiver, PRIVACY_VERSION, type Words } from '../domain/words.ts'
import { shardOf } from '../receipt/codes.ts'
import { passwordHash } from '../receipt/passwords.ts'
import type { Comment } from '../store.ts'

/** Nothing of an accusation lies in the clear, not even which village it came from. */
const NOTHING_IN_CLEAR = { stance: 'unsaid', village: '', group: 'unsaid', text: '' } as const

/** A comment as it is stored; of an accusation the words are sealed for the body that receives it. */
export async function commentRow(
  { sealer }: Pick<Ports, 'sealer'>,
  notice: Notice,
  sent: { readonly id: string; readonly words: Words; readonly commitment: string; readonly at: Date },
): Promise<Comment> {
  const { id, words, commitment, at } = sent
  const { kind, stance, village, group, text } = words
  const accusation = kind === 'accusation'
  const clear = accusation ? NOTHING_IN_CLEAR : { stance, village, group, text }
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
    ...clear,
    sealed: accusation ? await sealer.seal('accusations', JSON.stringify(forReceiver(words))) : '',
    commitment,
    privacy: PRIVACY_VERSION,
    password: await passwordHash(words.password),
    contact: !accusation && (words.name !== '' || words.phone !== ''),
  }
}
