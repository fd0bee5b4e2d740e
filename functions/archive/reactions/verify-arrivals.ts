import type { Schedule } from '../../../shared/feature.ts'
import { renewLocks } from '../commands/renew.ts'
import { sweepArrivals } from '../commands/sweep.ts'
import type { Deps } from '../deps.ts'
import { VERIFY_ARRIVALS } from './triggers.ts'

/**
 * Checks what arrived, then renews locks, also when a check failed. Renewing needs no schedule of its own: it is one
 * read of an index, which stays empty for the first ten years.
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
