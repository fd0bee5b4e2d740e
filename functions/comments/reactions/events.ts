import type { Item } from '../../../shared/table/table.ts'
import { count, countWithdrawal } from '../commands/count.ts'
import type { SealDeps } from '../commands/enter-sealed.ts'
import { settleTodo } from '../commands/settle-todo.ts'
import { matterHeard } from '../store.ts'
import type { HEARD } from './triggers.ts'

type Heard = (typeof HEARD)[number]

/** What each row and each event of the hearing brings about, by its type. All of it may run twice, late, beside itself. */
export function reactionsTo(deps: SealDeps): Readonly<Record<Heard, (row: Item) => Promise<void>>> {
  const settle = (event: Item) => settleTodo(deps, matterHeard(event))
  return {
    'comments.received': (row) => count(deps, row),
    'comments.withdrawn': (row) => countWithdrawal(deps, row),
    'comments.answered': settle,
    'comments.withheld': settle,
    'comments.grouped': settle,
  }
}
