import type { Schedule } from '../../../shared/feature.ts'
import { renderAll } from '../commands/render.ts'
import type { RenderDeps } from '../deps.ts'
import { RENDER_SITE } from './triggers.ts'

/** Renders the lists and every open matter: the counts on their pages follow no event. */
export const renderSite = (deps: RenderDeps): Schedule => ({ ...RENDER_SITE, run: () => renderAll(deps) })
