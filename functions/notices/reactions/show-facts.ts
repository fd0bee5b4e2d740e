import { consumeInOrder } from '../../../shared/events/consumer.ts'
import type { Consumer } from '../../../shared/events/events.ts'
import { renderLists, renderMatter } from '../commands/render.ts'
import type { RenderDeps } from '../deps.ts'
import { SHOWN } from './triggers.ts'

/** Renders what an event changed on the public pages. It writes no records: rendering again is harmless. */
export function showFacts(deps: RenderDeps): Consumer {
  return consumeInOrder({
    name: 'notices',
    types: SHOWN,
    table: deps.matters,
    log: deps.log,
    async react({ pk }) {
      // `MATTER#…` or `HEARING#…`: what follows is the matter.
      await renderMatter(deps, pk.slice(pk.indexOf('#') + 1))
      await renderLists(deps)
      return []
    },
  })
}
