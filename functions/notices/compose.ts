import { consumeInOrder } from '../../shared/events/consumer.ts'
import type { Feature } from '../../shared/feature.ts'
import type { Ports } from '../../shared/ports.ts'
import { closeDue, type Ended } from './commands/close.ts'
import type { PublicCopies } from './commands/publish.ts'
import { type RenderDeps, renderSite } from './commands/render.ts'
import { http } from './http.ts'
import type { Attachment, Opinions } from './pages.ts'
import { onFact, SHOWN } from './reactions.ts'
import { Site } from './site.ts'

type Needs = Pick<Ports, 'matters' | 'now' | 'newId' | 'calendar' | 'files' | 'log' | 'publicUrl'>

interface Others {
  readonly opinions: Opinions
  readonly attachment: Attachment
  readonly publicCopies: PublicCopies
  readonly ended: Ended
  readonly assets?: URL
}

/**
 * @param others what other features tell of a matter: numbers and themes, and which papers the public may read; how
 *   papers are made fit for it; what they begin when its call for opinions ends; and, for a bundle, where the site's
 *   style sheets lie
 */
export function compose(ports: Needs, others: Others): Feature {
  const { assets, ended, publicCopies, ...told } = others
  const render: RenderDeps = { ...ports, ...told, site: new Site(ports.files, assets) }
  return {
    name: 'notices',
    routes: http({ ...ports, publicCopies }),
    consumers: [
      consumeInOrder({
        name: 'notices',
        types: SHOWN,
        table: ports.matters,
        log: ports.log,
        react: (event) => onFact(render, event),
      }),
    ],
    schedules: [
      { name: 'close-notices', everyMinutes: 5, run: () => closeDue({ ...ports, ended }) },
      { name: 'render-site', everyMinutes: 1, first: true, run: () => renderSite(render) },
    ],
  }
}
