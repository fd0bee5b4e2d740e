import type { Actor } from '../../../shared/identity/actor.ts'
import type { OnceWrites } from '../../../shared/table/once.ts'
import type { Answer } from '../domain/dispositions.ts'
import { type AnswerRow, answerKey } from '../store.ts'
import { moveWrites } from './count.ts'
import { changeHearing, dealtWith, type HearDeps, loadComment, loadHeard, withdrawn } from './hear.ts'

/** Answers one comment; the holder of the receipt reads it. An answer given is on record: a better one follows it. */
export async function answer(
  deps: HearDeps,
  actor: Actor,
  input: Answer & { matter: string; comment: string },
  stamp: OnceWrites,
): Promise<void> {
  const { matter, disposition, reason, reply } = input
  let follows = input.over
  await changeHearing(deps, matter, actor, async (at) => {
    const { notice } = await loadHeard(deps, actor, matter)
    const { seen, answer: stored } = await loadComment(deps, notice, input.comment)
    if (seen.bucket === 'withdrawn') throw withdrawn()
    // Who does not say which answer theirs follows means the one that was stored when they sent it.
    follows ??= stored?.at ?? ''
    if (follows !== (stored?.at ?? '')) throw dealtWith(stored)
    const { name, organName } = actor
    const row: AnswerRow = { id: seen.id, disposition, reason, reply, by: name, organName, at, theme: '' }
    const when = stored ? ([{ attribute: 'at', is: stored.at }] as const) : 'absent'
    const moves = seen.bucket === 'underReview' ? await moveWrites(deps, matter, [seen], 'summarised') : []
    return {
      type: 'comments.answered',
      data: { what: `答复意见 ${seen.id.slice(0, 8)}`, comment: seen.id, disposition },
      rows: [{ put: { ...answerKey(matter, seen.id), ...row }, when }],
      others: [...moves, ...stamp(matter)],
    }
  })
}
