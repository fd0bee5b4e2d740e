import type { Timing } from '../../../shared/feature.ts'

/** What makes the volume act without a request: read by its reactions and by `infra/features/archive.ts`. */
export const VERIFY_ARRIVALS = { name: 'verify-arrivals', everyMinutes: 10 } as const satisfies Timing
