import { eachByItself } from '../../../shared/observe/each.ts'
import type { Ports } from '../../../shared/ports.ts'
import { indexAll } from '../../../shared/table/index-read.ts'
import { adoptOld } from '../commands/adopt.ts'
import type { SealDeps } from '../commands/enter-sealed.ts'
import { reconcile } from '../commands/reconcile.ts'
import { RECONCILING, Reconciling } from '../store.ts'

type Deps = SealDeps & Pick<Ports, 'log'>

/**
 * Compares what was received with what was counted, for each notice that has ended. What stays unequal stays open, and
 * the schedule fails as long as it does.
 */
export async function reconcileDue(deps: Deps): Promise<void> {
  await adoptOld(deps)
  const named = { log: deps.log, schedule: 'reconcile-comments', matterOf: (task: Reconciling) => task.matter }
  await eachByItself(await dueNow(deps), named, (task) => reconcile(deps, task))
}

/** Notices whose comparison is due: the list is as long as what has ended and is not yet equal. */
async function dueNow(deps: Deps): Promise<Reconciling[]> {
  const to = deps.now().toISOString()
  const due = await indexAll(deps.matters, { index: 'due', pk: RECONCILING, to })
  return due.map((item) => Reconciling.parse(item))
}
