import type { Ports } from '../../../shared/ports.ts'
import { GuardFailed, type Item, type Write } from '../../../shared/table/table.ts'
import { loadMatter, type Matter, taskItem } from '../../matters/offers.ts'
import { hearingOrgan } from '../domain/hearing.ts'
import { loadBalances, noneOpen, todoKey } from '../store.ts'

type Deps = Pick<Ports, 'matters' | 'now'>

/** Who hears the people has it on their list while anything is open. One that is there keeps its date. */
export async function todoWrites(deps: Deps, id: string): Promise<Write[]> {
  const there = await deps.matters.get(todoKey(id))
  if (there) return [{ put: there, when: 'any' }] // also when it is being taken away at this very moment
  const matter = await loadMatter(deps.matters, id)
  return matter ? [{ put: todoRow(matter, deps.now()), when: 'any' }] : [] // whoever is first, all are the same
}

/** Takes the to-do away when nothing is open any more, and not if something comes in at that moment. */
export async function settleTodo(deps: Deps, matter: string): Promise<void> {
  const [{ parts, whole }, there] = await Promise.all([
    loadBalances(deps.matters, matter),
    deps.matters.get(todoKey(matter)),
  ])
  if (!there || whole.open > 0) return
  try {
    await deps.matters.commit([{ delete: todoKey(matter), when: 'present' }, ...noneOpen(matter, parts)])
  } catch (error) {
    if (!(error instanceof GuardFailed)) throw error
  }
}

function todoRow(matter: Matter, now: Date): Item {
  const task = {
    name: 'answer-comments',
    organ: hearingOrgan(matter),
    organName: '',
    duty: 'comment-officer',
    what: '办理群众意见',
    why: '有群众意见等待办理和答复',
    // Hearing people has a page of its own.
    link: `/comments/${matter.id}`,
  } as const
  return taskItem(todoKey(matter.id), matter, task, now.toISOString(), '')
}
