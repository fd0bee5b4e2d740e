import type { IndexName } from './table.ts'

export interface TableDefinition {
  readonly name: string
  readonly partitionKey: 'pk'
  readonly sortKey: 'sk'
  /** Seconds since 1970. Expired items may still be read for days. */
  readonly ttlAttribute: 'expiresAt'
  readonly stream: boolean
  readonly indexes: Readonly<Partial<Record<IndexName, { readonly partitionKey: string; readonly sortKey: string }>>>
}

/** Read by CDK, by both adapters and by the tests; declared nowhere else. All indexes project every attribute. */
export const MATTERS: TableDefinition = {
  name: 'matters',
  partitionKey: 'pk',
  sortKey: 'sk',
  ttlAttribute: 'expiresAt',
  stream: true,
  indexes: {
    /** A body's worklist: what hangs under an organ, latest change last. */
    byOrgan: { partitionKey: 'organPk', sortKey: 'organSk' },
    /** A filing authority's queue. */
    byAuthority: { partitionKey: 'authorityPk', sortKey: 'authoritySk' },
    /** Sparse: what falls due, by day and shard. Closing a reminder removes these two attributes. */
    due: { partitionKey: 'duePk', sortKey: 'dueSk' },
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
