import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb'
import { checkKey } from '../limits.ts'
import { type Item, type Key, TableFault } from '../table.ts'
import type { Target } from './commit.ts'
import { ATTEMPTS, pauseAfter, retrying } from './retry.ts'
import { keyAttributes, toItem } from './values.ts'

/** Keys of one BatchGetItem. */
const MOST = 100

/** @throws TableFault `throttled` when DynamoDB leaves keys unprocessed again and again without giving one item */
export async function getMany(target: Target, keys: readonly Key[]): Promise<readonly (Item | undefined)[]> {
  for (const key of keys) checkKey(key)
  // DynamoDB refuses a request that names a key twice.
  const distinct = [...new Map(keys.map((key) => [nameOf(key), key])).values()]
  const found = new Map<string, Item>()
  for (let from = 0; from < distinct.length; from += MOST) {
    for (const item of await getBatch(target, distinct.slice(from, from + MOST))) found.set(nameOf(item), item)
  }
  return keys.map((key) => found.get(nameOf(key)))
}

/** An answer ends at 16 MB, or where the table is busy: what it leaves is asked again. */
async function getBatch({ client, tableName, pause }: Target, keys: readonly Key[]): Promise<Item[]> {
  const items: Item[] = []
  let left = keys.map(keyAttributes)
  let empty = 0
  for (;;) {
    const RequestItems = { [tableName]: { Keys: left, ConsistentRead: true } }
    const send = () => client.send(new BatchGetItemCommand({ RequestItems }))
    const { Responses, UnprocessedKeys } = await retrying(send, 'free', pause)
    const came = Object.values(Responses ?? {}).flat()
    items.push(...came.map(toItem))
    left = Object.values(UnprocessedKeys ?? {}).flatMap(({ Keys = [] }) => Keys)
    if (left.length === 0) return items
    empty = came.length > 0 ? 0 : empty + 1
    if (empty === ATTEMPTS) throw new TableFault('throttled')
    await pauseAfter(empty + 1, pause)
  }
}

const nameOf = ({ pk, sk }: Key) => JSON.stringify([pk, sk])
