import type { Timing } from '../../../shared/feature.ts'

/** What makes notices act without a request: read by their reactions and by `infra/features/notices.ts`. */
export const CLOSE_NOTICES = { name: 'close-notices', everyMinutes: 5 } as const satisfies Timing
export const RENDER_SITE = { name: 'render-site', everyMinutes: 1, first: true } as const satisfies Timing

/** Events that show on a public page, by how their types begin. What people wrote shows as numbers, by the schedule. */
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
] as const
