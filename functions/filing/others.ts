import type { Guarded } from '../../shared/events/change.ts'
import type { Refusal } from '../../shared/kernel/refusal.ts'

/** The volume, as a stamp in ink asks it: its proof is a scan that lies there. */
export interface Volume {
  /** The condition, in the stamp's own commit, that the paper is in the volume and verified. */
  holds(matter: string, document: string, otherwise: () => Refusal): Promise<Guarded>
}
