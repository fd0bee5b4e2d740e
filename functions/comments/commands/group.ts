import type { Guarded } from '../../../shared/events/change.ts'
import type { Actor } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { OnceWrites } from '../../../shared/table/once.ts'
import type { ThemeText } from '../domain/dispositions.ts'
import { pointsToPerson, repeats } from '../domain/mask.ts'
import { type AnswerRow, answerKey, type Comment, type ThemeRow, themeKey } from '../store.ts'
import { moveWrites } from './count.ts'
import { changeHearing, demandUnderReview, type HearDeps, loadComment, loadHeard } from './hear.ts'

/**
 * Groups comments into a theme and answers them together. What the theme says is public: it must be in the officer's
 * own words and point to nobody.
 */
export async function group(
  deps: HearDeps,
  actor: Actor,
  input: ThemeText & { matter: string; comments: readonly string[] },
  stamp: OnceWrites,
): Promise<void> {
  const { matter, title, summary, disposition, reason } = input
  const ids = [...new Set(input.comments)]
  const id = deps.newId()
  await changeHearing(deps, matter, actor, async (at) => {
    const { notice } = await loadHeard(deps, actor, matter)
    const found = await Promise.all(ids.map((one) => loadComment(deps, notice, one)))
    for (const one of found) demandUnderReview(one)
    demandOwnWords(
      input,
      found.map(({ comment }) => comment),
    )
    const grouped = found.map(({ seen }) => seen)
    const theme: ThemeRow = { id, title, summary, disposition, reason, comments: ids, at }
    const answers = grouped.map((seen): Guarded => {
      const { name, organName } = actor
      const row: AnswerRow = { id: seen.id, disposition, reason, reply: reason, by: name, organName, at, theme: id }
      return { put: { ...answerKey(matter, seen.id), ...row }, when: 'absent' }
    })
    return {
      type: 'comments.grouped',
      data: { what: `归纳意见 ${ids.length} 条`, theme: id, count: ids.length, disposition },
      rows: [{ put: { ...themeKey(matter, id), ...theme }, when: 'absent' }, ...answers],
      others: [...(await moveWrites(deps, matter, grouped, 'grouped')), ...stamp(matter)],
    }
  })
}

function demandOwnWords(theme: ThemeText, comments: readonly Comment[]): void {
  for (const field of ['title', 'summary', 'reason'] as const) {
    if (comments.some((c) => repeats(theme[field], c.text))) {
      throw new Refusal('rule', '归纳要用自己的话,不能照抄意见原文(个人信息保护法第二十五条)。', {
        fields: [{ field, message: '这里有一段和意见原文相同,请改写' }],
      })
    }
    if (pointsToPerson(theme[field])) {
      throw new Refusal('rule', '公开的归纳里不能有电话、证件号、车牌等指向个人的内容。', {
        fields: [{ field, message: '请删去指向个人的内容' }],
      })
    }
  }
}
