import { randomUUID } from 'node:crypto'
import {
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb'
import { sha256 } from '../../signing/hash.ts'
import { holds } from '../guard.ts'
import type { Write } from '../table.ts'
import { condition } from './expression.ts'
import { type Pause, retrying } from './retry.ts'
import { keyAttributes, toAttributes } from './values.ts'

/** What all requests of a table share. */
export interface Target {
  readonly client: DynamoDBClient
  readonly tableName: string
  readonly pause?: Pause | undefined
}

const OLD = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const

/** One conditional write: half the price of a transaction, and what the intake of comments is made of. */
export async function commitOne(target: Target, write: Exclude<Write, { check: unknown }>): Promise<void> {
  const shared = { TableName: target.tableName, ...condition(write.when), ...OLD }
  const command =
    'put' in write
      ? new PutItemCommand({ ...shared, Item: toAttributes(write.put) })
      : new DeleteItemCommand({ ...shared, Key: keyAttributes(write.delete) })
  // If it was carried out, would its guard stop the second? Then it is safe to send again.
  const guarded = !holds(write.when, 'put' in write ? write.put : undefined)
  await retrying(() => target.client.send(command as PutItemCommand), guarded ? 'guarded' : 'never', target.pause)
}

/** Several writes, or a check, or a token: a transaction. Its token makes every retry safe. */
export async function commitTogether(target: Target, writes: readonly Write[], token?: string): Promise<void> {
  const command = new TransactWriteItemsCommand({
    TransactItems: writes.map((write) => transactItem(target.tableName, write)),
    // DynamoDB takes 36 characters, one space of them for all tables of an account.
    ClientRequestToken: token === undefined ? randomUUID() : sha256(`${target.tableName}\0${token}`).slice(0, 36),
  })
  await retrying(() => target.client.send(command), 'free', target.pause)
}

function transactItem(
  TableName: string,
  write: Write,
): NonNullable<TransactWriteItemsCommandInput['TransactItems']>[number] {
  const shared = { TableName, ...condition(write.when), ...OLD }
  if ('put' in write) return { Put: { ...shared, Item: toAttributes(write.put) } }
  if ('delete' in write) return { Delete: { ...shared, Key: keyAttributes(write.delete) } }
  // A check has a guard by its type; `any` is not one.
  const { ConditionExpression } = shared
  return { ConditionCheck: { ...shared, ConditionExpression, Key: keyAttributes(write.check) } }
}
