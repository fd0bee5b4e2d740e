import type { Actor } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Stamp } from '../../../shared/table/once.ts'
import type { Write } from '../../../shared/table/table.ts'
import type { ThemeText } from '../domain/dispositions.ts'
import { pointsToPerson, repeats } from '../domain/mask.ts'
import { type AnswerRow, answerKey, type Comment, type ThemeRow, themeKey } from '../store.ts'
import { moveWrites } from './count.ts'
import { commitHearing, type HearDeps, loadComment, loadHeard } from './hear.ts'

/**
 * Groups comments into a theme and answers them together. What the theme says is public: it must be in the officer's
 * own words and point to nobody.
 */
export async function group(
  deps: HearDeps,
  actor: Actor,
  input: ThemeText & { matter: string; comments: readonly string[] },
  stamp: Stamp,
): Promise<void> {
  const { notice } = await loadHeard(deps, actor, input.matter)
  const found = await Promise.all([...new Set(input.comments)].map((id) => loadComment(deps, notice, id)))
  if (found.some(({ seen }) => seen.bucket !== 'underReview')) {
    throw new Refusal('wrong-state', '所选意见中有的已经办理过,请刷新后重新选择。')
  }
  demandOwnWords(
    input,
    found.map(({ comment }) => comment),
  )
  const id = deps.newId()
  const at = deps.now().toISOString()
  const { title, summary, disposition, reason } = input
  const theme: ThemeRow = { id, title, summary, disposition, reason, comments: found.map(({ seen }) => seen.id), at }
  const answers = found.map(({ seen }): Write => {
    const row: AnswerRow = {
      id: seen.id,
      disposition,
      reason,
      reply: reason,
      organName: actor.organName,
      at,
      theme: id,
    }
    return { put: { ...answerKey(input.matter, seen.id), ...row }, when: 'absent' }
  })
  await commitHearing(deps, actor, input.matter, {
    type: 'comments.grouped',
    data: { what: `归纳意见 ${found.length} 条`, theme: id, count: found.length, disposition },
    rows: [{ put: { ...themeKey(input.matter, id), ...theme }, when: 'absent' }, ...answers],
    others: [
      ...(await moveWrites(
        deps,
        input.matter,
        found.map(({ seen }) => seen),
        'grouped',
      )),
      ...stamp(input.matter),
    ],
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
