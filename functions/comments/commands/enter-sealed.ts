import { rowHash } from '../../../shared/events/chain.ts'
import type { Duty } from '../../../shared/identity/duty.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import type { Ports } from '../../../shared/ports.ts'
import { GuardFailed, type Item, type Write } from '../../../shared/table/table.ts'
import { loadMatter } from '../../matters/offers.ts'
import { holdersOf, officeBeside } from '../../organs/offers.ts'
import { receivingOrgan } from '../domain/hearing.ts'
import { type Comment, type SealedRow, sealedKey } from '../store.ts'

export type SealDeps = Pick<Ports, 'matters' | 'now' | 'notifier'>

/** Who in the receiving body gets the message: those with the first of these duties that anybody holds. */
const RECEIVERS: readonly Duty[] = ['comment-officer', 'inspector', 'auditor', 'leader']

/**
 * Enters an accusation into the one ledger of the city: a matter's own numbers say nothing of what was said against its
 * body. The receiving body learns that one came, and nothing of it (信访条例第三十条).
 */
export async function enterSealed(deps: SealDeps, comment: Comment, row: Item): Promise<void> {
  const { id, day, commitment, shard } = comment
  const matter = await loadMatter(deps.matters, comment.matter)
  if (!matter) throw new Error('the matter of a comment is gone')
  const now = deps.now()
  const entered = dateInShanghai(now)
  const to = receivingOrgan(matter, officeBeside)
  const entry: SealedRow = { id, day, entered, to, commitment, matter: matter.id, shard, hash: rowHash(row) }
  const messages = await messageWrites(deps, to, id, now)
  try {
    await deps.matters.commit([{ put: { ...sealedKey(id), ...entry }, when: 'absent' }, ...messages])
  } catch (error) {
    if (!(error instanceof GuardFailed)) throw error // entered already
  }
}

async function messageWrites(deps: SealDeps, organ: string, id: string, now: Date): Promise<Write[]> {
  for (const duty of RECEIVERS) {
    const holders = await holdersOf(deps.matters, { organ, duty }, dateInShanghai(now))
    if (holders.length === 0) continue
    return holders.map((to) =>
      deps.notifier.messageWrite({
        id: `sealed#${id}`,
        to,
        title: '收到一件封存的检举控告',
        body: '内容在提交时已加密,只能用本单位的密钥打开。请在「封存件」中领取。',
        link: '/sealed',
        at: now.toISOString(),
      }),
    )
  }
  return []
}
