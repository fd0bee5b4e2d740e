import {
  type BatchGetItemCommand,
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  type GetItemCommand,
  type PutItemCommand,
  TransactionCanceledException,
  type TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { type AwsStub, mockClient } from 'aws-sdk-client-mock'
import { beforeEach } from 'vitest'
import { MATTERS } from '../../shared/table/definition.ts'
import { dynamoClient } from '../../shared/table/dynamo/client.ts'
import { openDynamo } from '../../shared/table/dynamo/dynamo.ts'
import { toAttributes } from '../../shared/table/dynamo/values.ts'
import type { Item, Write } from '../../shared/table/table.ts'

/** A table whose client is aws-sdk-client-mock: for faults that no emulator gives, and the shape of requests. */
export const client = dynamoClient({ region: 'cn-northwest-1' })
// biome-ignore lint/suspicious/noExplicitAny: the mock's own types differ from command to command
export const aws: AwsStub<any, any, any> = mockClient(client)
/** What was waited between attempts, in order. */
export let pauses: number[] = []
export const table = openDynamo({
  client,
  tableName: 'matters-test',
  definition: MATTERS,
  pause: async (ms) => void pauses.push(ms),
})
beforeEach(() => {
  aws.reset()
  pauses = []
})

export const key = { pk: 'P', sk: 'A' }
export const item: Item = { ...key, n: 1 }
export const other: Item = { ...key, n: 2 }
export const guarded: Write = { put: item, when: 'absent' }
export const unguarded: Write = { put: item, when: 'any' }
export const check: Write = { check: { pk: 'P', sk: 'B' }, when: 'present' }

export function fault(name: string, httpStatusCode: number, attempts = 1): Error {
  const $metadata = { httpStatusCode, attempts }
  return new DynamoDBServiceException({ name, $fault: 'server', $metadata, message: '张三 13800000000 (invented)' })
}
export const throttle = fault('ProvisionedThroughputExceededException', 400)
export const conflict = fault('TransactionConflictException', 400)
export const internal = fault('InternalServerError', 500)
export const timeout = Object.assign(new Error('socket'), { name: 'TimeoutError', $metadata: { attempts: 1 } })
export const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
export const guardError = (Item?: Item, attempts = 1) =>
  new ConditionalCheckFailedException({
    message: 'failed',
    $metadata: { httpStatusCode: 400, attempts },
    ...(Item ? { Item: toAttributes(Item) } : {}),
  })
export const cancelled = (...reasons: (string | [string, Item])[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: { httpStatusCode: 400 },
    CancellationReasons: reasons.map((r) =>
      typeof r === 'string' ? { Code: r } : { Code: r[0], Item: toAttributes(r[1]) },
    ),
  })

type Command =
  | typeof PutItemCommand
  | typeof TransactWriteItemsCommand
  | typeof GetItemCommand
  | typeof BatchGetItemCommand

/** Makes a command fail in turn with these errors, then succeed. */
export function failing(command: Command, ...errors: Error[]): void {
  const left = [...errors]
  aws.on(command as typeof PutItemCommand).callsFake(() => {
    const error = left.shift()
    if (error) throw error
    return {}
  })
}
