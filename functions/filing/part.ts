import type { Table } from '../../shared/table/table.ts'
import type { Matter, Part, PublicStep } from '../matters/offers.ts'
import { gapsOf } from './domain/form.ts'
import { sentences } from './domain/sentences.ts'
import { isDue } from './domain/stamps.ts'
import { filingTodo } from './domain/todo.ts'
import { loadForm, loadPapers, paperGone } from './store.ts'

/** Review inside the administration is one step for everybody. */
const publicSteps: readonly PublicStep[] = [
  { name: '评估风险、研究意见', states: ['assessing', 'returned'], done: false },
  { name: '报备审查', states: ['reported', 'submitted', 'accepted'], done: false },
  { name: '备案', states: ['filed'], done: true },
]

/** Filing's part in a matter: a finished report has a complete form, and no scan waits for a stamp nobody asks for. */
export function filingPart(table: Pick<Table, 'get' | 'query'>): Part {
  return {
    demands: {
      async finish({ id }) {
        const saved = await loadForm(table, id)
        // No checks of its own: the form lies under the matter's chain, and the head's version guards it.
        return { missing: saved ? gapsOf(saved.form) : [{ field: 'form', message: '请先填写报备表' }], checks: [] }
      },
    },
    mostChecks: 0,
    todo: filingTodo,
    /** Removes scans whose stamp is no longer asked for, or that show another form. */
    async follows(after: Matter) {
      const papers = await loadPapers(table, after.id)
      return papers.filter((p) => !isDue(after, p.stamp, p.formHash)).map((p) => paperGone(after.id, p.stamp))
    },
    sentences,
    publicSteps,
  }
}
