import type { Json } from '../kernel/canonical.ts'

/** Where an item is. Both parts are non-empty; in UTF-8 at most 2048 and 1024 bytes. */
export interface Key {
  readonly pk: string
  readonly sk: string
}

/**
 * What is stored: JSON only. `undefined`, sets, dates, non-integers and integers over 2^53 are refused (decimals are
 * strings); null is stored and is not the same as absent. At most 400 KB with attribute names, in UTF-8.
 */
export type Item = Key & { readonly [attribute: string]: Json }

/** A demand on one top-level attribute of the item as stored. */
export type Clause =
  | { readonly attribute: string; readonly is: string | number | boolean | null }
  | { readonly attribute: string; readonly oneOf: readonly (string | number)[] }
  | { readonly attribute: string; readonly atMost: string | number }
  | { readonly attribute: string; readonly missing: true }

/**
 * What must hold of the item at that key for the write to happen. There is no default: who wants no guard writes
 * `'any'` and says why. Clauses all demand that the item exists.
 */
export type When = 'absent' | 'present' | 'any' | readonly Clause[]

export type Write =
  | { readonly put: Item; readonly when: When }
  | { readonly delete: Key; readonly when: When }
  | { readonly check: Key; readonly when: Exclude<When, 'any'> }

export interface Query {
  /**
   * Omit for the table itself. Index reads may lag behind writes, and hold of each item its keys, the index's own, and
   * what the definition says that the index `projects`; `index-read.ts` reads them.
   */
  readonly index?: IndexName
  /** Value of the partition key of the table or the index. */
  readonly pk: string
  /** Sort keys that start so, or that lie in a closed range (UTF-8 byte order). */
  readonly prefix?: string
  readonly from?: string
  readonly to?: string
  readonly reverse?: boolean
  /** Items read, before `filter`. A page also ends at 1 MB. */
  readonly limit?: number
  readonly cursor?: string
  /** Applied after the page was read: a page may be empty and still have a cursor. On an index: of what it holds. */
  readonly filter?: readonly Clause[]
}

/** A query that is read to its end. */
export type WholeQuery = Omit<Query, 'cursor' | 'limit'>

export interface Page {
  readonly items: readonly Item[]
  /** Present while there may be more. Opaque; refused as `Refusal('invalid')` when it was not made by this table. */
  readonly cursor?: string
}

export type IndexName = 'byOrgan' | 'byAuthority' | 'due'

/** The `table` port: records with guarded, atomic commits. SQLite on one machine, DynamoDB on AWS. */
export interface Table {
  /** Strongly consistent. */
  get(key: Key): Promise<Item | undefined>
  /** Strongly consistent unless `index` is named. */
  query(query: Query): Promise<Page>
  /** Every item of a query, page by page. For what is small by its nature: a matter's to-do rows, its clocks, its notices. */
  all(query: WholeQuery): Promise<readonly Item[]>
  /**
   * Each strongly consistent, but not all of one instant. One for each key, in the order asked, `undefined` where there is
   * no item; any number of keys, also the same one twice.
   */
  getMany(keys: readonly Key[]): Promise<readonly (Item | undefined)[]>
  /**
   * All writes or none, at most 100 and 4 MB, each key once. One write is a single conditional write.
   * @param token makes a retry within ten minutes safe: the same token and writes change nothing the second time.
   * @throws GuardFailed when a `when` does not hold · TableFault for everything passing.
   */
  commit(writes: readonly Write[], token?: string): Promise<void>
  /** Every item, in no order. For exports and integrity checks only. */
  scan(): AsyncIterable<Item>
}

/** A guard did not hold. `failures` has one entry per failed write, in the order of the writes. */
export class GuardFailed extends Error {
  readonly failures: readonly { readonly index: number; readonly current: Item | undefined }[]
  constructor(failures: readonly { readonly index: number; readonly current: Item | undefined }[]) {
    super(`guard failed at write ${failures.map((f) => f.index).join(', ')}`)
    this.name = 'GuardFailed'
    this.failures = failures
  }
}

/** `conflict` and `throttled`: nothing was written, retry. `unknown`: it may have been written, read before retrying. */
export type FaultKind = 'conflict' | 'throttled' | 'unknown'

export class TableFault extends Error {
  readonly kind: FaultKind
  constructor(kind: FaultKind, cause?: unknown) {
    super(`table: ${kind}`, { cause })
    this.name = 'TableFault'
    this.kind = kind
  }
}

/** The writes or the query break a limit of the table: a fault of ours, unless it came from input that was too large. */
export class TableLimit extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'TableLimit'
  }
}
