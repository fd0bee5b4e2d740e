import type { Ports } from '../../shared/ports.ts'
import type { MatterDeps } from '../matters/offers.ts'
import type { Site } from './commands/put-page.ts'
import type { Attachment, Ended, Opinions, PublicPapers } from './others.ts'

/** What publishing a notice needs. */
export interface Deps extends MatterDeps {
  readonly papers: PublicPapers
}

/** What closing a call for opinions needs. */
export interface CloseDeps extends MatterDeps {
  readonly ended: Ended
}

/** What a public page shows beside the notice. */
export interface PageDeps extends Pick<MatterDeps, 'matters' | 'parts'> {
  readonly opinions: Opinions
  readonly attachment: Attachment
}

export interface RenderDeps extends PageDeps, Pick<Ports, 'now' | 'publicUrl' | 'log'> {
  readonly site: Site
}
