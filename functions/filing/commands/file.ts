import { inLine, nextNumber } from '../../../shared/events/next-number.ts'
import type { Actor } from '../../../shared/identity/actor.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { OnceWrites } from '../../../shared/table/once.ts'
import { loadForReading, type OnMatter, type OPINIONS, type Step, takeStep } from '../../matters/offers.ts'
import type { Deps } from '../deps.ts'
import { filingNumber as officialNumber, shortPlace } from '../domain/numbers.ts'
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
export async function fileAway(deps: Deps, actor: Actor, input: FileInput, once: OnceWrites): Promise<void> {
  const { authority } = await loadForReading(deps.matters, actor, input.matter)
  const year = Number(dateInShanghai(deps.now()).slice(0, 4))
  const series = filingCounter(authority.code, year)
  await inLine(deps.matters, series, (how) =>
    takeStep(
      deps,
      { actor, input, once, step: FILE, how },
      async (head, { author, formHash, revision, notice }, at) => {
        demandAllStamps(head, formHash)
        const { opinion, remark } = input
        demandWarning(opinion, remark)
        const { seq, counter } = await nextNumber(deps.matters, series)
        const filingNumber = officialNumber(shortPlace(authority.name), year, seq)
        return {
          life: { state: 'filed', author, formHash, revision, filingNumber, opinion, remark, notice },
          data: { filingNumber, opinion },
          clocks: [await endReviewClocks(deps, head.id, at)],
          others: [counter],
        }
      },
    ),
  )
}

/** @throws Refusal `invalid` */
function demandWarning(opinion: string, remark: string): void {
  if (opinion !== 'warned' || remark.trim() !== '') return
  throw new Refusal('invalid', '提示风险的,请写明提示的内容。', {
    fields: [{ field: 'remark', message: '请写明提示的内容' }],
  })
}
