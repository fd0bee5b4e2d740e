import { createSecretKey, type KeyObject } from 'node:crypto'
import { type DynamoDBClient, GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import type { TableDefinition } from '../definition.ts'
import { checkKey, checkToken, checkWrites } from '../limits.ts'
import type { Query, Table } from '../table.ts'
import { readToEnd } from '../whole.ts'
import { getMany } from './batch.ts'
import { commitOne, commitTogether, type Target } from './commit.ts'
import { queryPage } from './read.ts'
import { type Pause, retrying } from './retry.ts'
import { type Attributes, keyAttributes, toItem } from './values.ts'

export interface DynamoOptions {
  /** As `dynamoClient()` makes it: one attempt a request. */
  readonly client: DynamoDBClient
  /** Name or ARN of the deployed table. */
  readonly tableName: string
  readonly definition: TableDefinition
  /**
   * Signs cursors; the same in every function that serves the same pages. Without it the code at a cursor's end finds
   * mistakes and not malice; a forged one still reaches nothing outside the partition that was asked for.
   */
  readonly cursorKey?: KeyObject
  /** Waits between attempts; for tests. */
  readonly pause?: Pause
}

export function openDynamo(options: DynamoOptions): Table {
  const { client, definition } = options
  const target: Target = { client, tableName: options.tableName, pause: options.pause }
  const cursorKey = options.cursorKey ?? createSecretKey(Buffer.from(`cursors of ${options.tableName}`))

  const query = (asked: Query) => queryPage(target, definition, cursorKey, asked)

  return {
    async get(key) {
      checkKey(key)
      const command = new GetItemCommand({
        TableName: target.tableName,
        Key: keyAttributes(key),
        ConsistentRead: true,
      })
      const { Item } = await retrying(() => client.send(command), 'free', target.pause)
      return Item ? toItem(Item) : undefined
    },

    query,

    all: (asked) => readToEnd(query, asked),

    getMany: (keys) => getMany(target, keys),

    async commit(writes, token) {
      checkWrites(definition, writes)
      if (token !== undefined) checkToken(token)
      const [only] = writes
      if (writes.length === 1 && token === undefined && only && !('check' in only)) return commitOne(target, only)
      return commitTogether(target, writes, token)
    },

    async *scan() {
      let start: Attributes | undefined
      do {
        const command = new ScanCommand({
          TableName: target.tableName,
          ConsistentRead: true,
          ...(start ? { ExclusiveStartKey: start } : {}),
        })
        const { Items = [], LastEvaluatedKey } = await retrying(() => client.send(command), 'free', target.pause)
        for (const attributes of Items) yield toItem(attributes)
        start = LastEvaluatedKey
      } while (start)
    },
  }
}
