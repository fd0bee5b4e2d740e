import type { Guarded } from '../../shared/events/change.ts'
import type { Refusal } from '../../shared/kernel/refusal.ts'

/** What a stamp in ink asks of the volume, where its proof, a scan, lies. */
export interface Volume {
  /** The condition, in the stamp's own commit, that the paper is in the volume and verified. */
  holds(matter: string, document: string, otherwise: () => Refusal): Promise<Guarded>
}
