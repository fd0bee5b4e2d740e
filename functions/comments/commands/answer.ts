import type { Actor } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Stamp } from '../../../shared/table/once.ts'
import type { Answer } from '../domain/dispositions.ts'
import { type AnswerRow, answerKey } from '../store.ts'
import { moveWrites } from './count.ts'
import { commitHearing, type HearDeps, loadComment, loadHeard } from './hear.ts'

/** Answers one comment; the holder of the receipt reads it. An answer given is on record: a better one follows it. */
export async function answer(
  deps: HearDeps,
  actor: Actor,
  input: Answer & { matter: string; comment: string },
  stamp: Stamp,
): Promise<void> {
  const { notice } = await loadHeard(deps, actor, input.matter)
  const { seen } = await loadComment(deps, notice, input.comment)
  if (seen.bucket === 'withdrawn') throw new Refusal('wrong-state', '提意见的人已经撤回了这条意见。')
  const { disposition, reason, reply, over } = input
  const before = await deps.matters.get(answerKey(input.matter, seen.id))
  if (over !== undefined && over !== (before?.at ?? '')) {
    throw new Refusal('changed', '别人刚刚办理过这条意见,请先看一下那份答复;您填写的内容没有丢失。')
  }
  const row: AnswerRow = {
    id: seen.id,
    disposition,
    reason,
    reply,
    organName: actor.organName,
    at: deps.now().toISOString(),
    theme: '',
  }
  const first = seen.bucket === 'underReview'
  await commitHearing(deps, actor, input.matter, {
    type: 'comments.answered',
    data: { what: `答复意见 ${seen.id.slice(0, 8)}`, comment: seen.id, disposition },
    rows: [
      {
        put: { ...answerKey(input.matter, seen.id), ...row },
        when: before ? [{ attribute: 'at', is: String(before.at) }] : 'absent',
      },
    ],
    others: [...(first ? await moveWrites(deps, input.matter, [seen], 'summarised') : []), ...stamp(input.matter)],
  })
}

/** Keeps a comment from being counted among those shown as heard, with the reason (骂人、广告、与事项无关): it stays in the sum. */
export async function withhold(
  deps: HearDeps,
  actor: Actor,
  input: { matter: string; comment: string; reason: string },
  stamp: Stamp,
): Promise<void> {
  const { notice } = await loadHeard(deps, actor, input.matter)
  const { seen } = await loadComment(deps, notice, input.comment)
  if (seen.bucket !== 'underReview') throw new Refusal('wrong-state', '这条意见已经办理过,不能再暂不公开。')
  const row: AnswerRow = {
    id: seen.id,
    disposition: 'noted',
    reason: input.reason,
    reply: `暂不公开:${input.reason}`,
    organName: actor.organName,
    at: deps.now().toISOString(),
    theme: '',
  }
  await commitHearing(deps, actor, input.matter, {
    type: 'comments.withheld',
    data: { what: `暂不公开意见 ${seen.id.slice(0, 8)}`, comment: seen.id },
    rows: [{ put: { ...answerKey(input.matter, seen.id), ...row }, when: 'absent' }],
    others: [...(await moveWrites(deps, input.matter, [seen], 'withheld')), ...stamp(input.matter)],
  })
}
