import type { Schedule } from '../../../shared/feature.ts'
import { sweep } from '../commands/sweep.ts'
import type { SweepDeps } from '../deps.ts'
import { SWEEP_CLOCKS } from './triggers.ts'

/** Reminds of what is due. */
export const sweepClocks = (deps: SweepDeps): Schedule => ({
  ...SWEEP_CLOCKS,
  run: async () => void (await sweep(deps)),
})
