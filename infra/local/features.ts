import { compose as composeFiling } from '../../functions/filing/compose.ts'
import { compose as composeInspections } from '../../functions/inspections/compose.ts'
import { compose as composeNotices } from '../../functions/notices/compose.ts'
import { compose as composeOrgans } from '../../functions/organs/compose.ts'
import type { Feature } from '../../shared/feature.ts'
import type { Ports } from '../../shared/ports.ts'

/** The product on one machine: every feature with the same ports. On AWS each has a `lambda.ts` of its own. */
export function features(ports: Ports): readonly Feature[] {
  return [
    composeOrgans(ports),
    composeFiling(ports, []),
    composeNotices(ports, {
      opinions: async () => ({ balance: NOBODY, themes: [] }),
      attachment: async () => undefined,
    }),
    composeInspections(ports),
  ]
}
const NOBODY = { received: 0, underReview: 0, summarised: 0, withheld: 0, withdrawn: 0, grouped: 0 }
