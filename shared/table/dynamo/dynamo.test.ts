import {
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import {
  aws,
  cancelled,
  check,
  conflict,
  failing,
  fault,
  guardError,
  guarded,
  internal,
  item,
  key,
  other,
  pauses,
  reset,
  table,
  throttle,
  timeout,
  unguarded,
} from '../../../test/support/dynamo-mock.ts'
import { GuardFailed, TableLimit, type Write } from '../table.ts'
import { toAttributes } from './values.ts'

const unknown = expect.objectContaining({ name: 'TableFault', kind: 'unknown' })
const times = (error: Error, n = 5) => Array.from({ length: n }, () => error)

describe('what passes is tried again, with pauses that grow and differ', () => {
  it.each([
    ['throttling', throttle],
    ['a conflict', conflict],
  ])('%s of one write', async (_, error) => {
    failing(PutItemCommand, ...times(error, 4))
    await table.commit([unguarded])
    expect(aws.commandCalls(PutItemCommand)).toHaveLength(5)
    expect(pauses).toHaveLength(4)
    for (const [i, ms] of pauses.entries()) expect(ms).toBeLessThanOrEqual(25 * 2 ** (i + 1))
    expect(new Set(pauses).size).toBe(4)
  })

  it.each([
    ['throttled', throttle],
    ['conflict', conflict],
    ['throttled', fault('ThrottlingException', 400)],
    ['throttled', fault('RequestLimitExceeded', 400)],
  ])('and given up as `%s` after five', async (kind, error) => {
    failing(PutItemCommand, ...times(error))
    await expect(table.commit([unguarded])).rejects.toMatchObject({ name: 'TableFault', kind })
    expect(aws.commandCalls(PutItemCommand)).toHaveLength(5)
  })

  it.each([
    ['conflict', cancelled('None', 'TransactionConflict')],
    ['throttled', cancelled('ThrottlingError', 'None')],
    ['throttled', cancelled('ProvisionedThroughputExceeded', 'TransactionConflict')],
    ['conflict', fault('TransactionInProgressException', 400)],
    ['unknown', internal],
    ['unknown', timeout],
  ])('in transactions too (`%s`), under one and the same token', async (kind, error) => {
    failing(TransactWriteItemsCommand, error)
    await table.commit([guarded, check])
    failing(TransactWriteItemsCommand, ...times(error))
    await expect(table.commit([guarded, check])).rejects.toMatchObject({ name: 'TableFault', kind })
    const tokens = aws.commandCalls(TransactWriteItemsCommand).map((call) => call.args[0].input.ClientRequestToken)
    expect(new Set(tokens.slice(0, 2)).size).toBe(1)
    expect(new Set(tokens.slice(2)).size).toBe(1)
    expect(new Set(tokens).size).toBe(2)
  })

  it('when reading, whatever it was', async () => {
    aws
      .on(GetItemCommand)
      .rejectsOnce(internal)
      .rejectsOnce(throttle)
      .rejectsOnce(timeout)
      .resolves({ Item: toAttributes(item) })
    expect(await table.get(key)).toEqual(item)
    aws
      .on(QueryCommand)
      .rejectsOnce(reset)
      .resolves({ Items: [toAttributes(item)] })
    expect(await table.query({ pk: 'P' })).toEqual({ items: [item] })
    aws
      .on(ScanCommand)
      .rejectsOnce(throttle)
      .resolves({ Items: [toAttributes(item)] })
    for await (const scanned of table.scan()) expect(scanned).toEqual(item)
    expect(aws.commandCalls(ScanCommand)).toHaveLength(2)
  })
})

describe('when nobody knows whether a write was carried out', () => {
  it.each([
    ['5xx', internal],
    ['a time-out', timeout],
    ['a broken connection', reset],
  ])('after %s a write whose guard stops the second is sent again', async (_, error) => {
    failing(PutItemCommand, error)
    await table.commit([guarded])
    await table.commit([{ put: other, when: [{ attribute: 'n', is: 1 }] }])
    expect(aws.commandCalls(PutItemCommand)).toHaveLength(3)
  })

  it.each([
    ['without a guard', unguarded],
    ['whose guard would let it pass twice', { put: item, when: [{ attribute: 'n', is: 1 }] } as Write],
    ['that demands only presence', { put: item, when: 'present' } as Write],
  ])('a write %s is not sent again', async (_, write) => {
    failing(PutItemCommand, internal)
    await expect(table.commit([write])).rejects.toEqual(unknown)
    expect(aws.commandCalls(PutItemCommand)).toHaveLength(1)
  })

  it('a guard that then fails proves nothing: our own write, or somebody else’s', async () => {
    failing(PutItemCommand, timeout, guardError(item))
    await expect(table.commit([guarded])).rejects.toEqual(unknown)
    failing(PutItemCommand, guardError(item, 2))
    await expect(table.commit([guarded])).rejects.toEqual(unknown)
  })

  it('a later "try again" does not mean that nothing was written', async () => {
    failing(PutItemCommand, timeout, ...times(throttle, 4))
    await expect(table.commit([guarded])).rejects.toEqual(unknown)
    failing(TransactWriteItemsCommand, timeout, ...times(conflict, 4))
    await expect(table.commit([guarded, check])).rejects.toEqual(unknown)
  })

  it('a guard that fails after throttling alone is believed', async () => {
    failing(PutItemCommand, throttle, guardError(other))
    await expect(table.commit([guarded])).rejects.toMatchObject({ failures: [{ index: 0, current: other }] })
  })

  it('a transaction’s guard is believed: under its token it would have succeeded twice', async () => {
    failing(TransactWriteItemsCommand, timeout, cancelled(['ConditionalCheckFailed', other], 'None'))
    await expect(table.commit([guarded, check])).rejects.toMatchObject({ failures: [{ index: 0, current: other }] })
  })
})

describe('cancellation reasons', () => {
  it('become failures in the order of the writes, each with its item', async () => {
    const writes: Write[] = ['A', 'B', 'C', 'D'].map((sk) => ({ put: { pk: 'P', sk }, when: 'absent' }))
    failing(
      TransactWriteItemsCommand,
      cancelled('None', ['ConditionalCheckFailed', item], 'None', 'ConditionalCheckFailed'),
    )
    const error = await table.commit(writes).catch((e) => e)
    expect(error).toBeInstanceOf(GuardFailed)
    expect(error.failures).toEqual([
      { index: 1, current: item },
      { index: 3, current: undefined },
    ])
  })

  it('that hold a failed guard are not tried again, whatever else they hold', async () => {
    failing(TransactWriteItemsCommand, cancelled('TransactionConflict', 'ConditionalCheckFailed'))
    await expect(table.commit([guarded, check])).rejects.toBeInstanceOf(GuardFailed)
    expect(aws.commandCalls(TransactWriteItemsCommand)).toHaveLength(1)
  })

  it.each(['ValidationError', 'ItemCollectionSizeLimitExceeded'])('%s is a limit', async (code) => {
    failing(TransactWriteItemsCommand, cancelled('None', code))
    await expect(table.commit([guarded, check])).rejects.toBeInstanceOf(TableLimit)
  })
})

describe('what does not pass', () => {
  it('is a limit when DynamoDB calls the request invalid, and its text, which may quote data, is not repeated', async () => {
    failing(PutItemCommand, fault('ValidationException', 400))
    const error = await table.commit([guarded]).catch((e) => e)
    expect(error).toBeInstanceOf(TableLimit)
    expect(error.message).not.toContain('张三')
    failing(TransactWriteItemsCommand, fault('IdempotentParameterMismatchException', 400))
    await expect(table.commit([guarded], 'T')).rejects.toBeInstanceOf(TableLimit)
  })

  it.each(['AccessDeniedException', 'ResourceNotFoundException'])('%s is shown as it is, at once', async (name) => {
    failing(PutItemCommand, fault(name, 400))
    await expect(table.commit([guarded])).rejects.toMatchObject({ name })
    expect(aws.commandCalls(PutItemCommand)).toHaveLength(1)
  })

  it('is found before anything is sent when it breaks a limit', async () => {
    await expect(table.commit([{ put: { ...key, half: 0.5 }, when: 'any' }])).rejects.toBeInstanceOf(TableLimit)
    expect(aws.calls()).toHaveLength(0)
  })
})
