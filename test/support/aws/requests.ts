import { MATTERS } from '../../../shared/table/definition.ts'
import { type Attributes, toItem } from '../../../shared/table/dynamo/values.ts'
import { attributesSize } from '../../../shared/table/size.ts'
import { indexRow } from '../../../shared/table/sqlite/index-rows.ts'

type Row = Readonly<Record<string, { readonly S?: string } | undefined>>

/** One write of a transaction: `{ Put: { Item } }`, `{ Delete: { Key } }`, `{ ConditionCheck: { Key } }`. */
type TransactWrite = Readonly<Record<string, { readonly Key?: Row; readonly Item?: Row }>>

/** What is looked at of a request to DynamoDB. Each command fills some of it. */
export interface Request {
  ReturnConsumedCapacity?: string
  readonly IndexName?: string
  readonly Key?: Row
  readonly Item?: Row
  readonly ExpressionAttributeValues?: Readonly<Record<string, { readonly S?: string }>>
  readonly RequestItems?: Readonly<Record<string, { readonly Keys?: readonly Row[] }>>
  readonly TransactItems?: readonly TransactWrite[]
}

const writesOf = (items: readonly TransactWrite[]) => items.flatMap((item) => Object.values(item))

const kb = (bytes: number) => Math.ceil(bytes / 1024)

/** What AWS bills for a write: each KB of a row once, in a transaction twice, and once more for each index it is in. */
export function billedUnits({ TransactItems, Item }: Request): number {
  if (!TransactItems) return rowUnits(Item, 1)
  return writesOf(TransactItems).reduce((sum, write) => sum + rowUnits(write.Item, 2), 0)
}

/** A row that is removed or only checked counts as one KB. */
function rowUnits(row: Row | undefined, perKb: number): number {
  if (!row) return perKb
  const item = toItem(row as Attributes)
  const held = Object.values(MATTERS.indexes).flatMap((index) => indexRow(index, item)?.size ?? [])
  return kb(attributesSize(item, 'row', 0)) * perKb + held.reduce((sum, size) => sum + kb(size), 0)
}

/** The keys and indexes that a request goes by, without what identifies anybody: `get MATTER#… / HEAD`. */
export function accessPaths(command: string, request: Request): string[] {
  const { TransactItems, RequestItems, Item, Key } = request
  if (TransactItems) return writesOf(TransactItems).map((write) => path('write', write.Item ?? write.Key))
  if (RequestItems) {
    return Object.values(RequestItems).flatMap(({ Keys = [] }) => Keys.map((key) => path('get', key)))
  }
  if (Item || Key) return [path(isWrite(command) ? 'write' : 'get', Item ?? Key)]
  return [queryPath(request)]
}

export const isWrite = (command: string) => /Put|Delete|Update|Write/.test(command)

const path = (verb: string, row: Row | undefined) => `${verb} ${masked(row?.pk?.S ?? '')} / ${masked(row?.sk?.S ?? '')}`

function queryPath({ IndexName = 'table', ExpressionAttributeValues = {} }: Request): string {
  const values = Object.values(ExpressionAttributeValues).flatMap(({ S }) => (S === undefined ? [] : [masked(S)]))
  return `query ${IndexName}: ${values.join(' · ')}`
}

/** `MATTER#WP-6207…#3` → `MATTER#…`: what stays is what the keys are made of. */
export function masked(key: string): string {
  const kind = /^[A-Za-z-]*[#/]?/.exec(key)?.[0] ?? ''
  return kind === key ? key : `${kind}…`
}
