import { compose as composeArchive } from '../../functions/archive/compose.ts'
import { archiveReadiness, publicAttachment } from '../../functions/archive/contract.ts'
import { publicCopies } from '../../functions/archive/offers.ts'
import { compose as composeComments } from '../../functions/comments/compose.ts'
import { commentsReadiness, opinionsOf, toReconcile } from '../../functions/comments/contract.ts'
import { compose as composeFiling } from '../../functions/filing/compose.ts'
import { compose as composeInspections } from '../../functions/inspections/compose.ts'
import { compose as composeNotices } from '../../functions/notices/compose.ts'
import { compose as composeOrgans } from '../../functions/organs/compose.ts'
import type { Feature } from '../../shared/feature.ts'
import type { Ports } from '../../shared/ports.ts'

/** How long what is not part of the volume is kept; the defaults are the features' own. */
export interface Retention {
  readonly contactDays?: number
}

/** The product on one machine: every feature with the same ports. On AWS each has a `lambda.ts` of its own. */
export function features(ports: Ports, retention: Retention = {}): readonly Feature[] {
  const { matters } = ports
  return [
    composeOrgans(ports),
    composeFiling(ports, [commentsReadiness(matters), archiveReadiness(matters)]),
    composeNotices(ports, {
      opinions: (notice) => opinionsOf(matters, notice),
      attachment: publicAttachment(matters),
      publicCopies: publicCopies(ports),
      ended: toReconcile,
    }),
    composeComments(ports, retention.contactDays),
    composeArchive(ports),
    composeInspections(ports),
  ]
}
