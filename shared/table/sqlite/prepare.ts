import type { Notice } from '../../events/events.ts'
import { noticeOf } from '../../events/notice.ts'
import type { TableDefinition } from '../definition.ts'
import { keyOf } from '../limits.ts'
import type { Item, When, Write } from '../table.ts'
import type { Indexes, Stored } from './indexes.ts'

/** A write made ready when it was requested, so that the caller may change its objects afterwards. */
export interface Prepared {
  readonly pk: Buffer
  readonly sk: Buffer
  readonly when: When
  readonly delete: boolean
  /** Absent for deletes and checks. */
  readonly put?: PreparedPut
}

export interface PreparedPut {
  readonly text: string
  readonly size: number
  readonly expires: number | null
  readonly notice: Notice | undefined
  /** Absent when no index shows the item. */
  readonly indexed: Stored | undefined
}

export function prepareWrite(definition: TableDefinition, indexes: Indexes, write: Write, size: number): Prepared {
  const key = keyOf(write)
  const base = { pk: Buffer.from(key.pk), sk: Buffer.from(key.sk), when: write.when, delete: 'delete' in write }
  if (!('put' in write)) return base
  const item = write.put
  const text = JSON.stringify(item)
  const expires = item[definition.ttlAttribute]
  return {
    ...base,
    put: {
      text,
      size,
      expires: typeof expires === 'number' ? expires : null,
      notice: definition.stream ? noticeOf(item) : undefined,
      indexed: indexes.show(item) ? { item: JSON.parse(text) as Item, text } : undefined,
    },
  }
}
