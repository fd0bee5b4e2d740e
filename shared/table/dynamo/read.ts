import type { KeyObject } from 'node:crypto'
import { QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb'
import { compareUtf8 } from '../bytes.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import type { TableDefinition } from '../definition.ts'
import { checkQuery } from '../limits.ts'
import type { Page, Query } from '../table.ts'
import type { Target } from './commit.ts'
import { clausesText, type Expression, expression } from './expression.ts'
import { retrying } from './retry.ts'
import { type Attributes, keyAttributes, toItem } from './values.ts'

export async function queryPage(
  target: Target,
  definition: TableDefinition,
  cursorKey: KeyObject,
  query: Query,
): Promise<Page> {
  checkQuery(definition, query)
  const { name } = definition
  const place = query.cursor === undefined ? undefined : decodeCursor(cursorKey, name, query, query.cursor)
  if (asksForNothing(query)) return { items: [] }
  const keys = (query.index && definition.indexes[query.index]) || definition
  const e = expression()
  const filter = clausesText(e, query.filter ?? [])
  const input: QueryCommandInput = {
    TableName: target.tableName,
    ...(query.index ? { IndexName: query.index } : { ConsistentRead: true }),
    KeyConditionExpression: keyCondition(e, keys, query),
    ...(filter ? { FilterExpression: filter } : {}),
    ...e.attributes(),
    ScanIndexForward: query.reverse !== true,
    ...(query.limit ? { Limit: query.limit } : {}),
    ...(place ? { ExclusiveStartKey: startKey(keys, query, place) } : {}),
  }
  const { Items = [], LastEvaluatedKey: last } = await retrying(
    () => target.client.send(new QueryCommand(input)),
    'free',
    target.pause,
  )
  const items = Items.map(toItem)
  if (!last) return { items }
  const names = query.index ? [keys.sortKey, 'pk', 'sk'] : ['sk']
  return {
    items,
    cursor: encodeCursor(
      cursorKey,
      name,
      query,
      names.map((attribute) => last[attribute]?.S as string),
    ),
  }
}

type Keys = { readonly partitionKey: string; readonly sortKey: string }

/** A range that is upside down or ends before every key; DynamoDB would call it an error. */
function asksForNothing({ from, to }: Query): boolean {
  return to === '' || (from !== undefined && to !== undefined && compareUtf8(from, to) > 0)
}

function keyCondition(e: Expression, keys: Keys, { pk, prefix, from, to }: Query): string {
  const partition = `${e.name(keys.partitionKey)} = ${e.value(pk)}`
  // An empty bound bounds nothing.
  if (!prefix && !from && to === undefined) return partition
  const name = e.name(keys.sortKey)
  if (prefix) return `${partition} AND begins_with(${name}, ${e.value(prefix)})`
  if (from && to !== undefined) return `${partition} AND ${name} BETWEEN ${e.value(from)} AND ${e.value(to)}`
  if (from) return `${partition} AND ${name} >= ${e.value(from)}`
  return `${partition} AND ${name} <= ${e.value(to as string)}`
}

function startKey(keys: Keys, query: Query, place: readonly string[]): Attributes {
  if (!query.index) return keyAttributes({ pk: query.pk, sk: place[0] as string })
  const [indexSk, pk, sk] = place as [string, string, string]
  return { [keys.partitionKey]: { S: query.pk }, [keys.sortKey]: { S: indexSk }, ...keyAttributes({ pk, sk }) }
}
