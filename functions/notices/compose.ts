import { consumeInOrder } from '../../shared/events/consumer.ts'
import type { Feature } from '../../shared/feature.ts'
import type { Ports } from '../../shared/ports.ts'
import { type CloseDeps, closeDue } from './commands/close.ts'
import type { Deps } from './commands/publish.ts'
import { type RenderDeps, renderSite } from './commands/render.ts'
import { http } from './http.ts'
import type { Attachment, Opinions } from './others.ts'
import { onFact, SHOWN } from './reactions.ts'
import { Site } from './site.ts'

interface Needs extends Deps, CloseDeps, Pick<Ports, 'files' | 'publicUrl'> {
  readonly opinions: Opinions
  readonly attachment: Attachment
  /** For a bundle: where the site's style sheets lie. */
  readonly assets?: URL
}

export function compose(deps: Needs): Feature {
  const render: RenderDeps = { ...deps, site: new Site(deps.files, deps.assets) }
  return {
    name: 'notices',
    routes: http(deps),
    consumers: [
      consumeInOrder({
        name: 'notices',
        types: SHOWN,
        table: deps.matters,
        log: deps.log,
        react: (event) => onFact(render, event),
      }),
    ],
    schedules: [
      { name: 'close-notices', everyMinutes: 5, run: () => closeDue(deps) },
      { name: 'render-site', everyMinutes: 1, first: true, run: () => renderSite(render) },
    ],
  }
}
