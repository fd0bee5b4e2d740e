import type { Feature } from '../../shared/feature.ts'
import type { Ports } from '../../shared/ports.ts'
import { Site } from './commands/put-page.ts'
import type { CloseDeps, Deps, PageDeps, RenderDeps } from './deps.ts'
import { http } from './http.ts'
import { closeNotices } from './reactions/close-notices.ts'
import { renderSite } from './reactions/render-site.ts'
import { showFacts } from './reactions/show-facts.ts'

interface Needs extends Deps, CloseDeps, PageDeps, Pick<Ports, 'files' | 'publicUrl'> {
  /** For a bundle: where the site's style sheets lie. */
  readonly assets?: URL
}

export function compose(deps: Needs): Feature {
  const render: RenderDeps = { ...deps, site: new Site(deps.files, deps.assets) }
  return {
    name: 'notices',
    routes: http(deps),
    consumers: [showFacts(render)],
    schedules: [closeNotices(deps), renderSite(render)],
  }
}
