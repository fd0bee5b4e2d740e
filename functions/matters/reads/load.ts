import type { Actor } from '../../../shared/identity/actor.ts'
import type { Table } from '../../../shared/table/table.ts'
import { demandReader, noSuchMatter } from '../domain/rights.ts'
import { loadMatter, type MatterHead } from '../store.ts'

/** @throws Refusal `not-found`, also for what the actor may not see */
export async function loadForReading(table: Pick<Table, 'get'>, actor: Actor, id: string): Promise<MatterHead> {
  const head = await loadMatter(table, id)
  if (!head) throw noSuchMatter()
  demandReader(actor, head)
  return head
}
