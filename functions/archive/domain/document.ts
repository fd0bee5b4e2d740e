import * as z from 'zod'
import { DOCUMENT_KINDS, SOURCES } from './kinds.ts'
import { TERMS } from './retention.ts'

/** A ULID. */
export const DOCUMENT_ID = /^[0-9A-HJKMNP-TV-Z]{26}$/
export const SHA256 = /^[0-9a-f]{64}$/

/** What was said of a paper when it was announced. It never changes: a correction is another document. */
const Announced = {
  id: z.string(),
  matter: z.string(),
  kind: z.enum(DOCUMENT_KINDS),
  title: z.string(),
  /** 责任者: who wrote it. */
  responsible: z.string(),
  /** 文号; '' when it has none. */
  number: z.string(),
  source: z.enum(SOURCES),
  /** When what it records happened, `YYYY-MM-DD`. */
  eventDate: z.string(),
  /** As it was called on the uploader's machine. */
  filename: z.string(),
  promised: z.strictObject({ size: z.int(), contentType: z.string(), sha256: z.string() }),
  /** 限阅: holds personal data (name lists, phones, raw complaints). */
  restricted: z.boolean(),
  /** The uploader declared that it holds no state secrets. */
  noSecrets: z.literal(true),
  uploadedBy: z.string(),
  uploadedByName: z.string(),
  uploadedByOrgan: z.string(),
  announcedAt: z.string(),
  /** Entered more than the allowed days after the event. */
  late: z.boolean(),
  /** 1, or one more than that of the document it replaces. */
  version: z.int(),
  replaces: z.string(),
  replaceReason: z.string(),
}

/** The file in the locked place, as it was found there. */
export const KeptFile = z.strictObject({
  size: z.int(),
  contentType: z.string(),
  sha256: z.string(),
  /** The file's own version in the archive: other versions may lie under the same key. */
  version: z.string(),
  /** 页数; null where it cannot be told without guessing. */
  pages: z.int().nullable(),
  /** When it arrived, by the server's clock. */
  capturedAt: z.string(),
  term: z.enum(TERMS),
  /** The first day on which the term is over; '' for 永久. */
  retainUntil: z.string(),
  /**
   * The first day on which the store's lock is over: for 永久 it is renewed before that. '' in rows of releases that put
   * 永久 on a legal hold, which has no end, and left the lock of a term unsaid.
   */
  lockedUntil: z.string().default(''),
})
export type KeptFile = z.infer<typeof KeptFile>

/** What everybody may have of a paper that a notice offers, and from what it was made. */
export const PublicCopy = z.object({
  /** SHA-256 of the kept file from which it comes. */
  from: z.string(),
  /** Of the public's bytes; the same as `from` where nothing had to be taken out. */
  sha256: z.string(),
  size: z.int(),
  /** Version of the copy in the archive, under its public key; '' where the kept file itself is shown. */
  version: z.string(),
  madeAt: z.string(),
})
export type PublicCopy = z.infer<typeof PublicCopy>

/**
 * A paper of the volume. Each state carries exactly its own fields.
 * `awaiting` → `verified` | `quarantined` | `withdrawn`; `verified` → `withdrawn`. No other ways.
 */
export const Document = z.discriminatedUnion('state', [
  /** `lapsed`: why no more tickets are given; '' while they are. A file that arrives late is still taken. */
  z.object({ ...Announced, state: z.literal('awaiting'), lapsed: z.string() }),
  z.object({
    ...Announced,
    state: z.literal('verified'),
    file: KeptFile,
    /** The document that corrects this one; '' while it is the current one. */
    replacedBy: z.string(),
    /** Absent until a notice offers the paper. The public gets this, and nothing without it. */
    shown: PublicCopy.optional(),
  }),
  z.object({ ...Announced, state: z.literal('quarantined'), reason: z.string(), quarantinedAt: z.string() }),
  z.object({
    ...Announced,
    state: z.literal('withdrawn'),
    /** Null when nothing had arrived. A file that had stays locked for its term. */
    file: KeptFile.nullable(),
    reason: z.string(),
    withdrawnBy: z.string(),
    withdrawnByName: z.string(),
    withdrawnAt: z.string(),
  }),
])
export type Document = z.infer<typeof Document>
export type DocumentState = Document['state']
export type Awaiting = Extract<Document, { state: 'awaiting' }>
export type Verified = Extract<Document, { state: 'verified' }>

export const DOCUMENT_STATE_NAMES: Readonly<Record<DocumentState, string>> = {
  awaiting: '等待上传',
  verified: '已入卷',
  quarantined: '未通过校验,已隔离',
  withdrawn: '已撤下',
}

/** In the volume and not replaced. */
export function isCurrent(document: Document): document is Verified & { replacedBy: '' } {
  return document.state === 'verified' && document.replacedBy === ''
}

/** The name under which it is downloaded: its title and the ending of its file, never the uploader's own name for it. */
export function downloadName(document: Document): string {
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(document.filename)?.[0].toLowerCase() ?? ''
  return document.title.toLowerCase().endsWith(ending) ? document.title : `${document.title}${ending}`
}
