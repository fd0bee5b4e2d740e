import type { Timing } from '../../../shared/feature.ts'

/** What makes clocks act without a request: read by their reactions and by `infra/features/clocks.ts`. */
export const SWEEP_CLOCKS = { name: 'sweep-clocks', everyMinutes: 5 } as const satisfies Timing
