import type { Actor } from '../../../shared/identity/actor.ts'
import type { OnceWrites } from '../../../shared/table/once.ts'
import { type AnswerRow, answerKey } from '../store.ts'
import { moveWrites } from './count.ts'
import { changeHearing, demandUnderReview, type HearDeps, loadComment, loadHeard } from './hear.ts'

/** Keeps a comment from being counted among those shown as heard, with the reason (骂人、广告、与事项无关): it stays in the sum. */
export async function withhold(
  deps: HearDeps,
  actor: Actor,
  { matter, comment, reason }: { matter: string; comment: string; reason: string },
  stamp: OnceWrites,
): Promise<void> {
  await changeHearing(deps, matter, actor, async (at) => {
    const { notice } = await loadHeard(deps, actor, matter)
    const heard = await loadComment(deps, notice, comment)
    demandUnderReview(heard)
    const { seen } = heard
    const row: AnswerRow = {
      id: seen.id,
      disposition: 'noted',
      reason,
      reply: `暂不公开:${reason}`,
      by: actor.name,
      organName: actor.organName,
      at,
      theme: '',
    }
    return {
      type: 'comments.withheld',
      data: { what: `暂不公开意见 ${seen.id.slice(0, 8)}`, comment: seen.id },
      rows: [{ put: { ...answerKey(matter, seen.id), ...row }, when: 'absent' }],
      others: [...(await moveWrites(deps, matter, [seen], 'withheld')), ...stamp(matter)],
    }
  })
}
