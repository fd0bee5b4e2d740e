import type { Actor } from '../../../shared/identity/actor.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import { nextNumber } from '../../../shared/table/next-number.ts'
import type { Stamp } from '../../../shared/table/once.ts'
import { type OnMatter, type OPINIONS, type Step, takeStep } from '../../matters/offers.ts'
import type { Deps } from '../deps.ts'
import { filingNumber, shortPlace } from '../domain/numbers.ts'
import { demandReviewer } from '../domain/rights.ts'
import { demandAllStamps } from '../domain/stamps.ts'
import { filingCounter } from '../store.ts'
import { endReviewClocks } from './clocks.ts'

export interface FileInput extends OnMatter {
  readonly opinion: (typeof OPINIONS)[number]
  readonly remark: string
}

export const FILE: Step<'file'> = { name: 'file', type: 'filing.filed', demand: demandReviewer }

/**
 * Files the matter away with a 备案号. Only with all stamps on this very form; filing is not approval of the
 * conclusion, which is why the opinion is kept beside it (分级备案制度).
 */
export function fileAway(deps: Deps, actor: Actor, input: FileInput, once: Stamp): Promise<void> {
  return takeStep(deps, actor, input, FILE, once, async (head, { author, formHash, revision, notice }, at) => {
    demandAllStamps(head, formHash)
    const { opinion, remark } = input
    if (opinion === 'warned' && remark.trim() === '') {
      throw new Refusal('invalid', '提示风险的,请写明提示的内容。', {
        fields: [{ field: 'remark', message: '请写明提示的内容' }],
      })
    }
    const year = Number(dateInShanghai(at).slice(0, 4))
    const { seq, counter } = await nextNumber(deps.matters, filingCounter(head.authority.code, year))
    const number = filingNumber(shortPlace(head.authority.name), year, seq)
    return {
      life: { state: 'filed', author, formHash, revision, filingNumber: number, opinion, remark, notice },
      data: { filingNumber: number, opinion },
      clocks: [await endReviewClocks(deps, head.id, at)],
      others: [counter],
    }
  })
}
