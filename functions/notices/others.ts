import type { Guarded } from '../../shared/events/change.ts'
import type { Json } from '../../shared/kernel/canonical.ts'
import type { Refusal } from '../../shared/kernel/refusal.ts'
import type { Balance, Theme } from '../../web/site/pages/matter.ts'
import type { Notice } from './domain/notice.ts'

/** What people said of a matter, in numbers and themes: given by the feature that hears them. */
export type Opinions = (notice: Notice) => Promise<{ balance: Balance; themes: readonly Theme[]; updatedAt?: string }>

/** Name, size and hash of a public attachment, as everybody gets it. */
export type Attachment = (
  matter: string,
  document: string,
) => Promise<{ name: string; size: number; sha256: string } | undefined>

/** What another feature begins when a call for opinions ends: part of the commit that ends it. */
export type Ended = (notice: Notice) => readonly Guarded[]

/** What goes into the commit that offers papers to the public. */
export interface Offered {
  /** Conditions that each paper is verified, for everybody, and has what the public gets of it. */
  readonly checks: readonly Guarded[]
  /** For the record: from which file each was made, and its own hash. */
  readonly data: Json
  /** What cannot be offered, by its place in the list, and what to do about it. */
  readonly objections: readonly { readonly index: number; readonly message: string }[]
}

/** The volume, as publishing asks it: makes papers fit for the public. */
export interface PublicPapers {
  offer(matter: string, documents: readonly string[], otherwise: () => Refusal): Promise<Offered>
}
