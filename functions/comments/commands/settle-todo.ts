import { isDeepStrictEqual } from 'node:util'
import { commitDecided } from '../../../shared/events/change.ts'
import type { Ports } from '../../../shared/ports.ts'
import type { Item, Write } from '../../../shared/table/table.ts'
import { datesOf, loadMatter, type Matter, taskItem } from '../../matters/offers.ts'
import { officeBeside } from '../../organs/offers.ts'
import { hearingOrgan } from '../domain/hearing.ts'
import { loadBalances, noneOpen, someOpen, TASKS, tallyPk, todoKey } from '../store.ts'

type Deps = Pick<Ports, 'matters' | 'now'>

/**
 * The to-do of whoever hears the people, for the commit that opens something. Written whatever is stored, also while
 * somebody takes it away: several writers write the same.
 */
export async function todoWrites(deps: Deps, id: string): Promise<Write[]> {
  const [matter, stored] = await Promise.all([loadMatter(deps.matters, id), deps.matters.get(todoKey(id))])
  return matter ? [{ put: todoItem(matter, stored, deps.now()), when: 'any' }] : []
}

/**
 * Brings the to-do to what the rules say, whatever is stored: one row while anything is open, none otherwise. The commit
 * checks that this still holds; when something came in or was answered at that moment, it is settled anew.
 */
export async function settleTodo(deps: Deps, id: string): Promise<void> {
  const attempt = async () => {
    const [{ parts, whole }, rows, matter] = await Promise.all([
      loadBalances(deps.matters, id),
      deps.matters.all({ pk: tallyPk(id), prefix: TASKS }),
      loadMatter(deps.matters, id),
    ])
    const stored = rows.find(({ sk }) => sk === todoKey(id).sk)
    const wanted = matter && whole.open > 0 ? todoItem(matter, stored, deps.now()) : undefined
    const stray = rows.filter((row) => row !== stored || !wanted)
    const writes: Write[] = stray.map(({ pk, sk }) => ({ delete: { pk, sk }, when: 'present' }))
    if (wanted && !isDeepStrictEqual(wanted, stored)) writes.push({ put: wanted, when: 'any' })
    if (writes.length === 0) return undefined
    return [...writes, ...(wanted ? someOpen(parts) : noneOpen(id, parts))]
  }
  await commitDecided(deps.matters, attempt, { whenUnknown: 'ask again' })
}

/** The to-do as the rules have it. One that is on the list already keeps its date. */
function todoItem(matter: Matter, stored: Item | undefined, now: Date): Item {
  const task = {
    name: 'answer-comments',
    organ: hearingOrgan(matter, officeBeside),
    organName: '',
    duty: 'comment-officer',
    what: '办理群众意见',
    why: '有群众意见等待办理和答复',
    // Hearing people has a page of its own.
    link: `/comments/${matter.id}`,
  } as const
  return taskItem(todoKey(matter.id), matter, task, datesOf(stored)?.since ?? now.toISOString(), '')
}
