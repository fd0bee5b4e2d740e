import type { Readable } from 'node:stream'

/** One bucket or folder. `archive` is versioned and locked; `incoming` is the unlocked place where uploads arrive. */
export type Space = 'incoming' | 'archive' | 'site'

export interface FileInfo {
  readonly key: string
  readonly size: number
  readonly contentType: string
  /** Lower-case hex of the whole content. Absent where the store could not know it (multipart). */
  readonly sha256?: string
  readonly version: string
  readonly modifiedAt: Date
}

export interface UploadTicket {
  readonly method: 'PUT' | 'POST'
  readonly url: string
  /** Headers (PUT) or form fields (POST, before the file field named `file`) that the uploader must send as they are. */
  readonly fields: Readonly<Record<string, string>>
  readonly expiresAt: Date
}

/**
 * The `files` port: a folder on one machine, S3 on AWS. Keys are `/`-separated, 1–512 bytes of UTF-8, with no empty,
 * `.` or `..` segment. Every write makes a new version; nothing is overwritten.
 */
export interface Files {
  /** At most 64 MiB; `sha256` (hex) is checked when given. */
  put(space: Space, key: string, content: Uint8Array, options: { contentType: string; sha256?: string }): Promise<FileInfo>
  head(space: Space, key: string, version?: string): Promise<FileInfo | undefined>
  /** Bytes `start` to `end`, both included, or all. Undefined if there is no such file. */
  read(
    space: Space,
    key: string,
    options?: { version?: string; range?: { start: number; end: number } },
  ): Promise<{ info: FileInfo; body: Readable } | undefined>
  /** Every version, latest first. */
  versions(space: Space, key: string): Promise<readonly FileInfo[]>
  list(space: Space, prefix: string): AsyncIterable<FileInfo>
  /** A server-side copy, for moving a verified upload to its locked place. `retainUntil` or `hold` apply to the copy. */
  copy(
    from: { space: Space; key: string; version?: string },
    to: { space: Space; key: string; retainUntil?: Date; hold?: boolean },
  ): Promise<FileInfo>
  /** Removes the latest version from view. In `archive` the versions stay. */
  remove(space: Space, key: string): Promise<void>
  /** A presigned PUT of exactly this key, size, type and SHA-256 (hex): anything else is refused by the store. */
  ticketForPut(key: string, limits: { size: number; contentType: string; sha256: string }): Promise<UploadTicket>
  /** For pages with scripts off: a form POST of this key and type, up to a size. The content is checked after arrival. */
  ticketForForm(key: string, limits: { maxSize: number; contentType: string; redirect: string }): Promise<UploadTicket>
  /** A short-lived address from which a browser may download one version, saved under `filename`. */
  linkForGet(space: Space, key: string, options: { version?: string; filename: string }): Promise<string>
}

/** The content is not what was promised (size, SHA-256). */
export class FileMismatch extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'FileMismatch'
  }
}
