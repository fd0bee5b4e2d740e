import type { Guarded } from '../../shared/events/change.ts'
import type { Refusal } from '../../shared/kernel/refusal.ts'
import type { Balance, Theme } from '../../web/site/pages/matter.ts'
import type { Notice } from './domain/notice.ts'

/** What people said of a matter, in numbers and themes: given by the feature that hears them. */
export type Opinions = (notice: Notice) => Promise<{ balance: Balance; themes: readonly Theme[]; updatedAt?: string }>

/** Name and size of a public attachment. */
export type Attachment = (matter: string, document: string) => Promise<{ name: string; size: number } | undefined>

/** The volume, as publishing asks it. */
export interface PublicPapers {
  /** Conditions, in the notice's own commit, that each paper has arrived whole and is for everybody. */
  mayBePublic(matter: string, documents: readonly string[], otherwise: () => Refusal): Promise<readonly Guarded[]>
}
