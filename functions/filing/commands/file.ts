import type { Actor } from '../../../shared/identity/actor.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Stamp } from '../../../shared/table/once.ts'
import type { OPINIONS } from '../domain/life.ts'
import { advance } from '../domain/matter.ts'
import { filingNumber, shortPlace } from '../domain/numbers.ts'
import { demandReviewer } from '../domain/rights.ts'
import { nextStamp, STAMP_NAMES } from '../domain/stamps.ts'
import { demandState } from '../domain/transitions.ts'
import { filingCounter } from '../store.ts'
import { commitMatter, loadForCommand, type OnMatter } from './change.ts'
import { closeClocks } from './clocks.ts'
import { countUp } from './count-up.ts'
import type { Deps } from './deps.ts'

export interface FileInput extends OnMatter {
  readonly opinion: (typeof OPINIONS)[number]
  readonly remark: string
}

/**
 * Files the matter away with a 备案号. Only with all stamps on this very form; filing is not approval of the
 * conclusion, which is why the opinion is kept beside it (分级备案制度).
 */
export async function fileAway(deps: Deps, actor: Actor, input: FileInput, stamp: Stamp): Promise<void> {
  const head = await loadForCommand(deps, actor, input)
  demandReviewer(actor, head)
  const { author, formHash, revision, notice } = demandState(head.life, 'file')
  const missing = nextStamp(head.stamps, formHash, head.superior !== null)
  if (missing) {
    throw new Refusal('rule', `备案前还缺「${STAMP_NAMES[missing]}」。`, {
      fields: [{ field: `stamps.${missing}`, message: '尚未签章' }],
    })
  }
  if (input.opinion === 'warned' && input.remark.trim() === '') {
    throw new Refusal('invalid', '提示风险的,请写明提示的内容。', {
      fields: [{ field: 'remark', message: '请写明提示的内容' }],
    })
  }
  const at = deps.now()
  const year = Number(dateInShanghai(at).slice(0, 4))
  const closed = await closeClocks(deps, head.id, at)
  await countUp(deps.matters, filingCounter(head.authority.code, year), (seq, counter) => {
    const number = filingNumber(shortPlace(head.authority.name), year, seq)
    const { opinion, remark } = input
    const life = { state: 'filed', author, formHash, revision, filingNumber: number, opinion, remark, notice } as const
    const after = advance(head, 'file', life, at.toISOString())
    return commitMatter(deps, {
      before: head,
      after,
      actor,
      type: 'filing.filed',
      at: after.since,
      data: { filingNumber: number, opinion },
      clocks: [closed],
      others: [counter, ...stamp(head.id)],
    })
  })
}
