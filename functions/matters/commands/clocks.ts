import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import type { Ports } from '../../../shared/ports.ts'
import type { Table, Write } from '../../../shared/table/table.ts'
import { CLOCK_PREFIX, ClockRow, closeClock } from '../../clocks/offers.ts'
import { matterPk } from '../store.ts'

/** What starting or ending a clock writes. `dueOn`: last day of a clock that was started, for the to-do list. */
export interface ClockChange {
  readonly rows: readonly Write[]
  readonly others: readonly Write[]
  readonly dueOn?: string
}

export async function loadClocks(table: Pick<Table, 'all'>, id: string): Promise<ClockRow[]> {
  const rows = await table.all({ pk: matterPk(id), prefix: CLOCK_PREFIX })
  return rows.map((item) => ClockRow.parse(item))
}

/** Last day of the time limit that runs on the matter; '' when none does, or while the day is unknown. */
export async function runningDay(table: Pick<Table, 'all'>, id: string): Promise<string> {
  const running = (await loadClocks(table, id)).find((row) => row.state !== 'closed' && row.bounds === 'maximum')
  return running && running.dueOn !== 'unknown' ? running.dueOn : ''
}

/**
 * Ends the running clocks of a matter that `which` names, in the commit of the fact that ends them.
 * @param outcome `void` when the matter itself falls away: only then may a minimum end early
 */
export async function endClocks(
  deps: Pick<Ports, 'matters' | 'calendar'>,
  id: string,
  at: Date,
  which: (row: ClockRow) => boolean,
  outcome: 'done' | 'void' = 'done',
): Promise<ClockChange> {
  const running = (await loadClocks(deps.matters, id)).filter((row) => row.state !== 'closed' && which(row))
  const today = dateInShanghai(at)
  const closed = running.map((row) =>
    closeClock(row, { today, at: at.toISOString(), outcome, calendar: deps.calendar }),
  )
  return { rows: closed.flatMap((c) => c.rows), others: closed.flatMap((c) => c.others) }
}
