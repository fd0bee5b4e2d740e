import type { Actor } from '../../../shared/identity/actor.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import { describeClock } from '../../clocks/offers.ts'
import { CANCEL } from '../commands/cancel.ts'
import { loadClocks } from '../commands/clocks.ts'
import { demandStep } from '../commands/step.ts'
import type { MatterBase } from '../contract.ts'
import type { MatterDeps } from '../deps.ts'
import { actsOf } from '../domain/acts.ts'
import { whereabouts } from '../domain/whereabouts.ts'
import { tasksOf } from '../part.ts'
import { listRow, type MatterHead } from '../store.ts'
import { shownRow } from './lists.ts'

/** The matter as the desk shows it: the same facts for filer and reviewer, and what the caller may do. */
export async function matterView(deps: MatterDeps, actor: Actor, head: MatterHead): Promise<MatterBase> {
  const clocks = await loadClocks(deps.matters, head.id)
  const tasks = tasksOf(deps.parts, head)
  const today = dateInShanghai(deps.now())
  const { facts, organ, authority, superior, decision, life, stamps, corrections, defects, stepRev } = head
  return {
    ...shownRow(listRow(head, whereabouts(head, tasks))),
    version: stepRev,
    facts,
    organ,
    authority,
    superior,
    decision,
    life,
    stamps,
    corrections,
    defects,
    tasks: tasks.map((task) => ({ ...task, mine: task.organ === actor.organ && task.duty === actor.duty })),
    clocks: clocks.map((row) => ({ id: row.id, ...describeClock(row, today, deps.calendar) })),
    acts: actsOf({ cancel: () => demandStep(CANCEL, actor, head) }),
  }
}
