import type { Schedule } from '../../../shared/feature.ts'
import { type SeedOptions, seedOrgans } from './seed.ts'

export const SEEDING = { name: 'seed-organs', everyMinutes: 60 } as const

/**
 * Where nobody starts a server, the register is seeded by the clock: organs of the published division data and the
 * first administrator, never demo people. What is there is left alone. See docs/adr/0007.
 */
export function seeding(options: Omit<Required<SeedOptions>, 'demo'>): Schedule {
  return { ...SEEDING, run: async () => void (await seedOrgans({ ...options, demo: false })) }
}
