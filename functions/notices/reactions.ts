import type { EventRow } from '../../shared/events/chain.ts'
import type { Write } from '../../shared/table/table.ts'
import { type RenderDeps, renderLists, renderMatter } from './commands/render.ts'

/** Facts that show on a public page. What people wrote shows as numbers, by the schedule. */
export const SHOWN = [
  'notices.',
  'matters.cancelled',
  'filing.finished',
  'filing.submitted',
  'filing.returned',
  'filing.refused',
  'filing.filed',
  'filing.cancelled',
  'archive.cleaned',
  'comments.',
]

/** Renders what the fact changed. It writes no records: rendering again is harmless. */
export async function onFact(deps: RenderDeps, event: EventRow): Promise<Write[]> {
  // `MATTER#…` or `HEARING#…`: what follows is the matter.
  await renderMatter(deps, event.pk.slice(event.pk.indexOf('#') + 1))
  await renderLists(deps)
  return []
}
