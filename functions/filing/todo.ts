import type { Actor } from '../../shared/identity/actor.ts'
import type { Table } from '../../shared/table/table.ts'
import type { MatterRow } from './contract.ts'
import { listMatters, todoOf } from './reads.ts'

const OVER = ['filed', 'cancelled']

/** The first screen: what is mine to do, what waits on others, what is new. */
export async function todoPage(table: Table, actor: Actor) {
  const tasks = await todoOf(table, actor)
  const mine = tasks.map(({ matter, title, what, why, since, dueOn, name }) => ({
    matter,
    title,
    what,
    why,
    since,
    dueOn,
    // Hearing people has a page of its own; every other step is on the matter's.
    link: name === 'answer-comments' ? `/comments/${matter}` : `/matters/${matter}#${name}`,
  }))
  const side = actor.duty === 'reviewer' ? 'authority' : 'organ'
  const { matters } = await listMatters(table, actor, { side })
  const busy = new Set(tasks.map((t) => t.matter))
  const waiting: MatterRow[] = matters.filter((m) => !busy.has(m.id) && !OVER.includes(m.state)).slice(0, 10)
  const fresh: MatterRow[] = matters.filter((m) => OVER.includes(m.state)).slice(0, 5)
  return { mine, waiting, fresh }
}
