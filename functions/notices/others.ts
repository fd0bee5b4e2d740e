import type { Guarded } from '../../shared/events/change.ts'
import type { Json } from '../../shared/kernel/canonical.ts'
import type { Refusal } from '../../shared/kernel/refusal.ts'
import type { Balance, Theme } from '../../web/site/pages/matter.ts'
import type { Notice } from './domain/notice.ts'

/** What people said about a matter, in numbers and themes. */
export type Opinions = (notice: Notice) => Promise<{ balance: Balance; themes: readonly Theme[]; updatedAt?: string }>

/** Name, size and hash of a public attachment, as everybody gets it. */
export type Attachment = (
  matter: string,
  document: string,
) => Promise<{ name: string; size: number; sha256: string } | undefined>

/** What another feature writes in the commit that ends a call for opinions. */
export type Ended = (notice: Notice) => readonly Guarded[]

/** What goes into the commit that offers papers to the public. */
export interface Offered {
  /** Conditions: each paper is verified and not restricted. */
  readonly checks: readonly Guarded[]
  /** For the record: from which file each was made, and its own hash. */
  readonly data: Json
  /** Which papers of the list cannot be public, and what to do about each. */
  readonly objections: readonly { readonly index: number; readonly message: string }[]
}

/** What publishing asks of the volume: to make papers fit for the public. */
export interface PublicPapers {
  offer(matter: string, documents: readonly string[], otherwise: () => Refusal): Promise<Offered>
}
