import type { Actor } from '../../../shared/identity/actor.ts'
import type { Table } from '../../../shared/table/table.ts'
import type { ProjectView } from '../contract.ts'
import { loadProject } from '../store.ts'
import { matchView } from './views.ts'

/** What is known of a code: one get, whoever asks. A code that nobody has brought has no matter either. */
export async function lookUp(table: Pick<Table, 'get'>, actor: Actor, code: string): Promise<ProjectView> {
  const project = await loadProject(table, code)
  const place = actor.scope.split('/').at(-1) ?? ''
  const listed = project?.is.lists.includes(place) ?? false
  return { code, listed, ...matchView(actor, project?.is.matters ?? []) }
}
