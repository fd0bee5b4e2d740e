import type { EventRow } from '../../../shared/events/chain.ts'
import type { Clock } from '../../../shared/kernel/clock.ts'
import type { Table, Write } from '../../../shared/table/table.ts'
import { matchWrites } from '../commands/match.ts'

/** Facts that change whether a project has a matter; the second pair is what the first release called them. */
export const MATTER_FACTS = ['matters.registered', 'matters.cancelled', 'filing.registered', 'filing.cancelled']

/** Brings the project of a matter, and the lists that have it, to what the matter now is. */
export function onMatter(table: Table, now: Clock, event: EventRow): Promise<readonly Write[]> {
  return matchWrites(table, event.pk.slice(event.pk.indexOf('#') + 1), now().toISOString())
}
