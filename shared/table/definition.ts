import type { IndexName } from './table.ts'

export interface IndexDefinition {
  readonly partitionKey: string
  readonly sortKey: string
  /** What an index row holds beside the item's keys and its own. */
  readonly projects: readonly string[]
}

export interface TableDefinition {
  readonly name: string
  readonly partitionKey: 'pk'
  readonly sortKey: 'sk'
  /** Seconds since 1970. Expired items may still be read for days. */
  readonly ttlAttribute: 'expiresAt'
  readonly stream: boolean
  readonly indexes: Readonly<Partial<Record<IndexName, IndexDefinition>>>
}

/**
 * The one map of an item that indexes hold: what a list shows of it. An item without it, as those of 0.1.0, is found all
 * the same, by its keys (`index-read.ts`).
 */
const ROW = ['row'] as const

/**
 * Read by CDK, by both adapters and by the tests; declared nowhere else. Names and projections are settled: CloudFormation
 * changes one index in an update, and makes one anew whose projection changed.
 */
export const MATTERS: TableDefinition = {
  name: 'matters',
  partitionKey: 'pk',
  sortKey: 'sk',
  ttlAttribute: 'expiresAt',
  stream: true,
  indexes: {
    /** A body's worklist: what hangs under an organ, latest change last. */
    byOrgan: { partitionKey: 'organPk', sortKey: 'organSk', projects: ROW },
    /** A filing authority's queue. */
    byAuthority: { partitionKey: 'authorityPk', sortKey: 'authoritySk', projects: ROW },
    /** Sparse: what falls due, by day and shard. Closing a reminder removes these two attributes. */
    due: { partitionKey: 'duePk', sortKey: 'dueSk', projects: ROW },
  },
}

/** Personal data of commenters, under another key; only functions that must contact people may read it. */
export const IDENTITIES: TableDefinition = {
  name: 'identities',
  partitionKey: 'pk',
  sortKey: 'sk',
  ttlAttribute: 'expiresAt',
  stream: false,
  indexes: {},
}
