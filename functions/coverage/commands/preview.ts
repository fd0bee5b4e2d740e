import type { Actor } from '../../../shared/identity/actor.ts'
import type { Table } from '../../../shared/table/table.ts'
import { codeKey } from '../store.ts'
import { demandPlace } from './place.ts'
import type { ListFile } from './read-file.ts'

/** How many of a list's codes the place's list does not have yet. Nothing is written. */
export async function countFresh(table: Table, actor: Actor, { projects }: ListFile): Promise<number> {
  const { code: place } = await demandPlace(table, actor)
  const stored = await table.getMany(projects.map(({ code }) => codeKey(place, code)))
  return stored.filter((row) => !row).length
}
