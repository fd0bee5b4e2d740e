import type { Actor } from '../../../shared/identity/actor.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Stamp } from '../../../shared/table/once.ts'
import { GuardFailed } from '../../../shared/table/table.ts'
import { gapsOf } from '../domain/form.ts'
import { advance } from '../domain/matter.ts'
import { demandFiler } from '../domain/rights.ts'
import { demandState } from '../domain/transitions.ts'
import { loadForm } from '../store.ts'
import { commitMatter, loadForCommand, type OnMatter } from './change.ts'
import type { Deps } from './deps.ts'

/**
 * Finishes the report: the form is complete, every objection has its disposition and the report is in the volume. The
 * form's hash is frozen here; the stamps are set on it.
 */
export async function finish(deps: Deps, actor: Actor, input: OnMatter, stamp: Stamp): Promise<void> {
  const head = await loadForCommand(deps, actor, input)
  demandFiler(actor, head)
  const life = demandState(head.life, 'finish')
  const saved = await loadForm(deps.matters, head.id)
  const readiness = await Promise.all(deps.readiness.map((of) => of(head.id, life.notice)))
  const formGaps = saved ? gapsOf(saved.form) : [{ field: 'form', message: '请先填写报备表' }]
  const gaps = [...formGaps, ...readiness.flatMap((r) => r.gaps)]
  const wait = readiness.find((r) => r.wait !== undefined)?.wait
  if (saved && gaps.length === 0 && wait) throw new Refusal('rule', `${wait}。`)
  if (!saved || gaps.length > 0) {
    throw new Refusal('rule', `还有 ${gaps.length} 处没有完成,补齐后再完成报告。`, { fields: gaps })
  }
  const at = deps.now().toISOString()
  const { formHash, revision } = saved
  const after = advance(
    head,
    'finish',
    { state: 'reported', author: actor.account, formHash, revision, after: life.state, notice: life.notice },
    at,
  )
  try {
    await commitMatter(deps, {
      before: head,
      after,
      actor,
      type: 'filing.finished',
      at,
      data: { formHash, revision },
      others: [...readiness.flatMap((r) => r.checks), ...stamp(head.id)],
    })
  } catch (error) {
    if (error instanceof GuardFailed) throw new Refusal('changed', '刚才有新的意见或材料进来,请刷新后再完成报告。')
    throw error
  }
}
