import type { Query } from '../table.ts'

/** Greater than every key: UTF-8 has no byte FF. */
export const END = Buffer.of(0xff)
/** Smaller than every key: keys are not empty. */
export const START = Buffer.alloc(0)

/** The smallest key greater than this one. */
export const after = (key: Buffer) => Buffer.concat([key, Buffer.of(0)])

/** Sort keys that a query asks for, as bytes: from `low`, included, to `high`, excluded. */
export function sortKeyBounds(query: Query): { low: Buffer; high: Buffer } {
  if (query.prefix) {
    const low = Buffer.from(query.prefix)
    const high = Buffer.from(low)
    // The last byte of UTF-8 is at most F4, so adding one never carries.
    high[high.length - 1] = (high.at(-1) as number) + 1
    return { low, high }
  }
  return {
    low: query.from ? Buffer.from(query.from) : START,
    high: query.to === undefined ? END : after(Buffer.from(query.to)),
  }
}
