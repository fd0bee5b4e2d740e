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
  put(
    space: Space,
    key: string,
    content: Uint8Array,
    options: { contentType: string; sha256?: string },
  ): Promise<FileInfo>
  head(space: Space, key: string, version?: string): Promise<FileInfo | undefined>
  /**
   * Bytes `start` to `end`, both included, or all. An `end` past the last byte means the last byte.
   * Undefined if there is no such file. @throws RangeError when `start` is not before the end of the file.
   */
  read(
    space: Space,
    key: string,
    options?: { version?: string; range?: { start: number; end: number } },
  ): Promise<{ info: FileInfo; body: Readable } | undefined>
  /** Every version, latest first. */
  versions(space: Space, key: string): Promise<readonly FileInfo[]>
  /** The latest of every key under a prefix, in UTF-8 byte order of the keys. On S3 each file costs one HEAD besides. */
  list(space: Space, prefix: string): AsyncIterable<FileInfo>
  /**
   * A server-side copy, for moving a verified upload to its locked place. `retainUntil` locks the copy, and exists only
   * in `archive`. @throws FileMissing when there is nothing to copy.
   */
  copy(
    from: { space: Space; key: string; version?: string },
    to: { space: Space; key: string; retainUntil?: Date },
  ): Promise<FileInfo>
  /**
   * Lets the lock of one version in `archive` reach at least to `until`. A lock that reaches further stays: nothing here
   * shortens one, and nothing lifts a hold that an earlier release set. @throws FileMissing when there is no such version.
   */
  retain(key: string, version: string, until: Date): Promise<void>
  /** Takes a key out of view; no error if it is not there. In `archive` the versions stay and can be read by name. */
  remove(space: Space, key: string): Promise<void>
  /**
   * Destroys one version for good (retention over, quarantine). No error if it is not there.
   * @throws FileHeld while it is retained or on hold.
   */
  destroy(space: Space, key: string, version: string): Promise<void>
  /** Into `incoming`: a presigned PUT of exactly this key, size, type and SHA-256 (hex): anything else is refused by the store. */
  ticketForPut(key: string, limits: { size: number; contentType: string; sha256: string }): Promise<UploadTicket>
  /**
   * Into `incoming`, for pages with scripts off: a form POST (multipart) of this key and type, of 1 byte up to a size.
   * The store answers 303 to `redirect` (absolute, without a query) with `key` and `etag` as its query. Only size and key are sure
   * by then: the content is checked after arrival.
   */
  ticketForForm(key: string, limits: { maxSize: number; contentType: string; redirect: string }): Promise<UploadTicket>
  /**
   * A short-lived address from which a browser may download one version, saved under `filename`. The name stands in
   * the address: make it of titles and numbers, never of a person.
   */
  linkForGet(space: Space, key: string, options: { version?: string; filename: string }): Promise<string>
}

/** The content is not what was promised (size, SHA-256). */
export class FileMismatch extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'FileMismatch'
  }
}

/** The version to copy is not there. */
export class FileMissing extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'FileMissing'
  }
}

/** The version is retained or on hold and cannot be destroyed. */
export class FileHeld extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'FileHeld'
  }
}

/** What one `put` may carry; larger content comes by ticket. */
export const MAX_PUT = 64 * 1024 * 1024

/**
 * Seconds a ticket is good for. It is looked at when the request begins, so a slow line is not cut off. On AWS a ticket
 * also ends with the credentials of the function that signed it.
 */
export const TICKET_SECONDS = { put: 3600, form: 2 * 3600, get: 300 } as const
