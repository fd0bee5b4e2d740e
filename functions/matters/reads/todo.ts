import type { Actor } from '../../../shared/identity/actor.ts'
import type { MatterRow } from '../contract.ts'
import { type ListDeps, listMatters, todoOf } from './lists.ts'

const OVER = ['filed', 'cancelled']

/** The first screen: what is mine to do, what waits on others, what is new. */
export async function todoPage(deps: ListDeps, actor: Actor) {
  const tasks = await todoOf(deps.table, actor)
  const mine = tasks.map(({ matter, title, what, why, since, dueOn, link }) => ({
    matter,
    title,
    what,
    why,
    since,
    dueOn,
    link,
  }))
  const side = actor.duty === 'reviewer' ? 'authority' : 'organ'
  const { matters } = await listMatters(deps, actor, { side })
  const busy = new Set(tasks.map((t) => t.matter))
  const waiting: MatterRow[] = matters.filter((m) => !busy.has(m.id) && !OVER.includes(m.state)).slice(0, 10)
  const fresh: MatterRow[] = matters.filter((m) => OVER.includes(m.state)).slice(0, 5)
  return { mine, waiting, fresh }
}
