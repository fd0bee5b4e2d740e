import type { Timing } from '../../../shared/feature.ts'

/** What makes comments act without a request: read by `compose.ts` and by `infra/features/comments.ts`. */
export const ROOT_DAYS = { name: 'root-days', everyMinutes: 60 } as const satisfies Timing
/** Each minute: a filer waits for it before the report can be finished. */
export const RECONCILE_COMMENTS = { name: 'reconcile-comments', everyMinutes: 1 } as const satisfies Timing

/** Events that move counts and to-do rows. */
export const HEARD = [
  'comments.received',
  'comments.withdrawn',
  'comments.answered',
  'comments.withheld',
  'comments.grouped',
] as const
