import type { Schedule } from '../../../shared/feature.ts'
import { renewLocks } from '../commands/renew.ts'
import { sweepArrivals } from '../commands/sweep.ts'
import type { Deps } from '../deps.ts'
import { VERIFY_ARRIVALS } from './triggers.ts'

/**
 * Checks what arrived, then renews locks, also when a check failed. Renewing needs no schedule of its own: it is one
 * query of an index, in which nothing is due but in a year's first sweeps, and of papers of 2026 not before 2036.
 */
export const verifyArrivals = (deps: Deps): Schedule => ({
  ...VERIFY_ARRIVALS,
  async run() {
    try {
      await sweepArrivals(deps)
    } finally {
      await renewLocks(deps)
    }
  },
})
