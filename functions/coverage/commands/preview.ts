import type { Actor } from '../../../shared/identity/actor.ts'
import type { Table } from '../../../shared/table/table.ts'
import { loadCode } from '../store.ts'
import { demandPlace } from './place.ts'
import type { ListFile } from './read-file.ts'

const AT_ONCE = 50

/** How many of a list's codes the place's list does not have yet. Nothing is written. */
export async function countFresh(table: Table, actor: Actor, { projects }: ListFile): Promise<number> {
  const { code: place } = await demandPlace(table, actor)
  let fresh = 0
  for (let from = 0; from < projects.length; from += AT_ONCE) {
    const some = projects.slice(from, from + AT_ONCE)
    const stored = await Promise.all(some.map(({ code }) => loadCode(table, place, code)))
    fresh += stored.filter((row) => !row).length
  }
  return fresh
}
