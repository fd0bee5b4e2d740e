import type { EventRow } from '../../../shared/events/chain.ts'
import type { Clock } from '../../../shared/kernel/clock.ts'
import type { Table, Write } from '../../../shared/table/table.ts'
import { match } from '../commands/match.ts'

/**
 * Brings the project of a matter, and the lists that have it, to what the matter now is. In a commit of its own, which is
 * tried again at once when a list is coming in or another matter has the same code: done twice, it changes nothing.
 */
export async function onMatter(table: Table, now: Clock, event: EventRow): Promise<Write[]> {
  await match(table, event.pk.slice(event.pk.indexOf('#') + 1), now().toISOString())
  return []
}
