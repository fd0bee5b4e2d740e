import type { Feature } from '../../shared/feature.ts'
import { renewLocks } from './commands/renew.ts'
import { sweepArrivals } from './commands/sweep.ts'
import type { Deps } from './deps.ts'
import { http } from './http.ts'

const SWEEP_MINUTES = 10

/** Locks are renewed by the same sweep, whatever becomes of the arrivals: one index read, and empty for ten years. */
async function sweep(ports: Deps): Promise<void> {
  try {
    await sweepArrivals(ports)
  } finally {
    await renewLocks(ports)
  }
}

/** 一事一卷. Nothing is consumed: a paper changes only by what people do with it, and by the sweep. */
export function compose(deps: Deps): Feature {
  return {
    name: 'archive',
    routes: http(deps),
    consumers: [],
    schedules: [{ name: 'verify-arrivals', everyMinutes: SWEEP_MINUTES, run: () => sweep(deps) }],
  }
}
