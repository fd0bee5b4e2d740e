import type { Actor } from '../../shared/identity/actor.ts'
import { dateInShanghai } from '../../shared/kernel/clock.ts'
import { hashOf } from '../../shared/signing/hash.ts'
import { describeClock } from '../clocks/contract.ts'
import { loadForReading } from './commands/change.ts'
import { loadClocks } from './commands/clocks.ts'
import type { Deps } from './commands/deps.ts'
import type { MatterView } from './contract.ts'
import { EMPTY_FORM, gapsOf } from './domain/form.ts'
import { versionCode } from './domain/numbers.ts'
import { tasksOf } from './domain/tasks.ts'
import { rowOf } from './reads.ts'
import { loadForm, loadPapers } from './store.ts'

/** A matter as the desk shows it: the same facts for filer and reviewer, and what is the caller's to do. */
export async function viewOf(deps: Deps, actor: Actor, id: string): Promise<MatterView> {
  const [head, saved, clocks, papers] = await Promise.all([
    loadForReading(deps, actor, id),
    loadForm(deps.matters, id),
    loadClocks(deps, id),
    loadPapers(deps.matters, id),
  ])
  const content = saved?.form ?? EMPTY_FORM
  const formHash = saved?.formHash ?? hashOf(EMPTY_FORM)
  const today = dateInShanghai(deps.now())
  const { facts, organ, authority, superior, decision, life, stamps, corrections, defects, version } = head
  return {
    ...rowOf(head),
    version,
    facts,
    organ,
    authority,
    superior,
    decision,
    life,
    stamps,
    corrections,
    defects,
    form: {
      content,
      savedAt: saved?.savedAt ?? '',
      revision: saved?.revision ?? 0,
      formHash,
      versionCode: versionCode(formHash),
      gaps: gapsOf(content),
    },
    papers: papers.map((paper) => ({ ...paper, mine: paper.broughtBy === actor.account })),
    tasks: tasksOf(head).map((task) => ({ ...task, mine: task.organ === actor.organ && task.duty === actor.duty })),
    clocks: clocks.map((row) => ({ id: row.id, ...describeClock(row, today, deps.calendar) })),
  }
}
