import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'
import { Refusal } from '../kernel/refusal.ts'
import type { Query } from './table.ts'

/** Where a page ended: the sort key on the table; on an index its sort key, then the table's own two keys. */
export type Position = readonly string[]

/** Bytes of the code at a cursor's end: forging one among 2^96 is nobody's business. */
const CODE = 12

/**
 * A cursor is the position and a code over it and the query it came from, so that it neither can be made up nor serve
 * another query. What it holds are keys, which are no secret to who may read the page.
 */
export function encodeCursor(key: KeyObject, table: string, query: Query, position: Position): string {
  const body = Buffer.from(JSON.stringify(position))
  return Buffer.concat([code(key, table, query, body), body]).toString('base64url')
}

/** @throws Refusal `invalid`: cursors come from outside, with the address of a page. */
export function decodeCursor(key: KeyObject, table: string, query: Query, cursor: string): Position {
  const bytes = Buffer.from(cursor, 'base64url')
  const body = bytes.subarray(CODE)
  if (bytes.length <= CODE || !timingSafeEqual(bytes.subarray(0, CODE), code(key, table, query, body))) {
    throw new Refusal('invalid', '翻页位置无效。请从第一页重新查看。', {
      fields: [{ field: 'cursor', message: '翻页位置无效,请从第一页重新查看' }],
    })
  }
  return JSON.parse(body.toString()) as Position
}

function code(key: KeyObject, table: string, query: Query, body: Buffer): Buffer {
  const { index, pk, prefix, from, to, reverse } = query
  const asked = JSON.stringify([table, index ?? '', pk, prefix ?? '', from ?? '', to ?? null, reverse === true])
  return createHmac('sha256', key).update(asked).update('\0').update(body).digest().subarray(0, CODE)
}
