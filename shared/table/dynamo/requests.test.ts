import {
  BatchGetItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import { aws, client, failing, guarded, item, key, pauses, table, throttle } from '../../../test/support/dynamo-mock.ts'
import { MATTERS } from '../definition.ts'
import type { Item } from '../table.ts'
import { openDynamo } from './dynamo.ts'
import { keyAttributes, toAttributes } from './values.ts'

describe('requests', () => {
  it('one write is one conditional write that asks for the old item, with every name a placeholder', async () => {
    failing(PutItemCommand)
    await table.commit([
      {
        put: item,
        when: [
          { attribute: 'status', oneOf: ['a', 'b'] },
          { attribute: 'name', missing: true },
        ],
      },
    ])
    expect(aws.commandCalls(PutItemCommand)[0]?.args[0].input).toEqual({
      TableName: 'matters-test',
      Item: { pk: { S: 'P' }, sk: { S: 'A' }, n: { N: '1' } },
      ConditionExpression: 'attribute_exists(#0) AND #1 IN (:0, :1) AND attribute_not_exists(#2)',
      ExpressionAttributeNames: { '#0': 'pk', '#1': 'status', '#2': 'name' },
      ExpressionAttributeValues: { ':0': { S: 'a' }, ':1': { S: 'b' } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    })
    aws.on(DeleteItemCommand).resolves({})
    await table.commit([{ delete: key, when: 'any' }])
    expect(aws.commandCalls(DeleteItemCommand)[0]?.args[0].input).not.toHaveProperty('ConditionExpression')
  })

  it('a token of any length becomes the 36 characters that DynamoDB takes, another for each table', async () => {
    failing(TransactWriteItemsCommand)
    const elsewhere = openDynamo({ client, tableName: 'identities-test', definition: MATTERS })
    for (const at of [table, table, elsewhere]) await at.commit([guarded], 'T'.repeat(500))
    const [first, again, there] = aws
      .commandCalls(TransactWriteItemsCommand)
      .map((c) => c.args[0].input.ClientRequestToken)
    expect(first).toHaveLength(36)
    expect(again).toBe(first)
    expect(there).not.toBe(first)
  })

  it('the table itself is read consistently, indexes cannot be', async () => {
    aws.on(QueryCommand).resolves({}).on(GetItemCommand).resolves({}).on(ScanCommand).resolves({})
    await table.get(key)
    await table.query({ pk: 'P' })
    await table.query({ index: 'due', pk: 'P' })
    for await (const _ of table.scan()) break
    expect(aws.calls().map((call) => call.args[0].input.ConsistentRead)).toEqual([true, true, undefined, true])
  })

  describe('many items', () => {
    const items = Array.from({ length: 130 }, (_, n): Item => ({ pk: 'P', sk: `${n}`, n }))
    const asked = () =>
      aws.commandCalls(BatchGetItemCommand).map(({ args }) => args[0].input.RequestItems?.['matters-test'])
    /** Answers with the first `most` of the keys asked and leaves the others. */
    function answering(most: (call: number) => number): void {
      aws.on(BatchGetItemCommand).callsFake(({ RequestItems }) => {
        const { Keys } = RequestItems['matters-test'] as { Keys: { sk: { S: string } }[] }
        const given = most(asked().length)
        const left = Keys.slice(given)
        return {
          Responses: {
            'matters-test': Keys.slice(0, given).map(({ sk }) => toAttributes(items[Number(sk.S)] as Item)),
          },
          UnprocessedKeys: left.length > 0 ? { 'matters-test': { Keys: left, ConsistentRead: true } } : {},
        }
      })
    }

    it('are asked for by the hundred, consistently, each key once', async () => {
      answering(() => 100)
      expect(await table.getMany([...items, ...items])).toEqual([...items, ...items])
      expect(asked().map((request) => [request?.Keys?.length, request?.ConsistentRead])).toEqual([
        [100, true],
        [30, true],
      ])
    })

    it('that were left unprocessed are asked for again, after pauses, as long as some come', async () => {
      answering(() => 9)
      expect(await table.getMany(items.slice(0, 60))).toEqual(items.slice(0, 60))
      expect(asked().map((request) => request?.Keys?.length)).toEqual([60, 51, 42, 33, 24, 15, 6])
      expect(asked()[1]?.Keys?.[0]).toEqual(keyAttributes(items[9] as Item))
      expect(pauses).toHaveLength(6)
    })

    it('that never come are given up as throttled, after pauses that grow', async () => {
      answering((call) => (call === 1 ? 1 : 0))
      const error = await table.getMany(items.slice(0, 2)).catch((e) => e)
      expect(error).toMatchObject({ name: 'TableFault', kind: 'throttled' })
      expect(asked()).toHaveLength(6)
      for (const [i, ms] of pauses.slice(1).entries()) expect(ms).toBeLessThanOrEqual(25 * 2 ** (i + 2))
    })

    it('are asked for again when the answer was a fault', async () => {
      failing(BatchGetItemCommand, throttle)
      expect(await table.getMany([key])).toEqual([undefined])
      expect(asked()).toHaveLength(2)
    })
  })

  it('numbers that others stored and JavaScript would round come back as the text they are', async () => {
    const N = (text: string) => ({ N: text })
    const stored = {
      pk: { S: 'P' },
      sk: { S: 'A' },
      a: N('9007199254740993'),
      b: N('0.1'),
      c: N('7'),
      d: N('9007199254740991.4'),
    }
    aws.on(GetItemCommand).resolves({ Item: stored })
    expect(await table.get(key)).toMatchObject({ a: '9007199254740993', b: '0.1', c: 7, d: '9007199254740991.4' })
  })
})
