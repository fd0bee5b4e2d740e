import { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns'
import type { DynamoDBRecord } from 'aws-lambda'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { silent } from '../../observe/observe.ts'
import { toAttributes } from '../../table/dynamo/values.ts'
import { type Poison, streamPublisher } from './publisher.ts'

const sns = mockClient(SNSClient)

const inserted = (n: number, more: Record<string, string> = {}): DynamoDBRecord => {
  const item = {
    pk: 'MATTER#1',
    sk: `EVENT#0000000${n}`,
    type: 'filing.changed',
    seq: n,
    data: { reason: '马' },
    ...more,
  }
  const image = toAttributes(item) as NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>
  const keys = { pk: { S: item.pk }, sk: { S: item.sk } }
  return {
    eventID: `e${n}`,
    eventName: 'INSERT',
    dynamodb: { Keys: keys, NewImage: image, SequenceNumber: `${1000 + n}` },
  }
}
const many = (count: number) => Array.from({ length: count }, (_, i) => inserted(i + 1))

describe('the publisher', () => {
  let buried: Poison[]
  let publish: ReturnType<typeof streamPublisher>
  const batches = () =>
    sns.commandCalls(PublishBatchCommand).map(({ args }) => args[0].input.PublishBatchRequestEntries ?? [])

  beforeEach(() => {
    sns.reset()
    sns.on(PublishBatchCommand).resolves({})
    buried = []
    const deadLetter = async (poison: Poison) => void buried.push(poison)
    publish = streamPublisher({
      client: new SNSClient({ region: 'x' }),
      topicArn: 'arn:topic',
      deadLetter,
      log: silent,
    })
  })

  it('tells of inserted events in tens, in their order, with nothing of their content', async () => {
    expect(await publish({ Records: many(23) })).toEqual({ batchItemFailures: [] })
    expect(batches().map((batch) => batch.length)).toEqual([10, 10, 3])
    const told = batches()
      .flat()
      .map((entry) => JSON.parse(entry.Message ?? ''))
    expect(told.map(({ seq }) => seq)).toEqual(Array.from({ length: 23 }, (_, i) => i + 1))
    expect(told[0]).toEqual({ group: 'MATTER#1', pk: 'MATTER#1', sk: 'EVENT#00000001', type: 'filing.changed', seq: 1 })
    expect(batches()[0]?.[0]?.MessageAttributes?.type?.StringValue).toBe('filing.changed')
  })

  it('tells nobody of changed or removed rows and of rows without a type', async () => {
    const [a, b] = many(2) as [DynamoDBRecord, DynamoDBRecord]
    await publish({
      Records: [
        { ...a, eventName: 'MODIFY' },
        { ...b, eventName: 'REMOVE' },
      ],
    })
    const { type: _, ...untyped } = a.dynamodb?.NewImage ?? {}
    await publish({ Records: [{ ...a, dynamodb: { ...a.dynamodb, NewImage: untyped } }] })
    expect(batches()).toEqual([])
  })

  it('makes ids that SNS takes of keys in any script and of any length, the same each time', async () => {
    const odd = { pk: `MATTER#${'马"|<'.repeat(300)}`, sk: 'EVENT#00000001' }
    await publish({ Records: [inserted(1, odd)] })
    await publish({ Records: [inserted(1, odd)] })
    const [first, second] = batches().flat()
    for (const id of [first?.MessageGroupId, first?.MessageDeduplicationId]) expect(id).toMatch(/^[0-9a-f]{64}$/)
    expect(second).toEqual(first)
  })

  it('asks for the stream again from the first record that a batch did not take, and sends nothing after that batch', async () => {
    sns
      .on(PublishBatchCommand)
      .resolvesOnce({})
      .resolvesOnce({
        Failed: [
          { Id: '7', Code: 'InternalError', SenderFault: false },
          { Id: '4', Code: 'Throttling', SenderFault: true },
        ],
      })
    expect(await publish({ Records: many(30) })).toEqual({ batchItemFailures: [{ itemIdentifier: '1015' }] })
    expect(batches()).toHaveLength(2)
    expect(buried).toEqual([])
  })

  it.each([
    [
      'throttled',
      Object.assign(new Error('slow down'), { name: 'ThrottledException', $metadata: { httpStatusCode: 429 } }),
    ],
    ['away', Object.assign(new Error('500'), { name: 'InternalErrorException', $metadata: { httpStatusCode: 500 } })],
    ['silent', Object.assign(new Error('socket'), { name: 'TimeoutError' })],
  ])('asks for everything of the batch again when SNS is %s', async (_, error) => {
    sns.on(PublishBatchCommand).resolvesOnce({}).rejects(error)
    expect(await publish({ Records: many(15) })).toEqual({ batchItemFailures: [{ itemIdentifier: '1011' }] })
    expect(buried).toEqual([])
  })

  it('puts a record that SNS will never take aside, by its key alone, and goes on', async () => {
    sns
      .on(PublishBatchCommand)
      .resolvesOnce({ Failed: [{ Id: '1', Code: 'InvalidParameter', SenderFault: true, Message: '马' }] })
      .resolves({})
    expect(await publish({ Records: many(12) })).toEqual({ batchItemFailures: [] })
    expect(buried).toEqual([{ eventId: 'e2', pk: 'MATTER#1', sk: 'EVENT#00000002', error: 'InvalidParameter' }])
    expect(batches()).toHaveLength(2)
  })

  it('puts a record that cannot be read aside and tells of the others', async () => {
    const bad = inserted(2)
    const image = { ...bad.dynamodb?.NewImage, seq: { N: '90071992547409930' } }
    await publish({ Records: [inserted(1), { ...bad, dynamodb: { ...bad.dynamodb, NewImage: image } }, inserted(3)] })
    expect(buried).toMatchObject([{ eventId: 'e2', sk: 'EVENT#00000002' }])
    expect(batches().flat()).toHaveLength(2)
  })

  it('asks again for poison that could not be put aside: nothing is dropped', async () => {
    const deadLetter = async () => Promise.reject(new Error('the queue is away'))
    const strict = streamPublisher({
      client: new SNSClient({ region: 'x' }),
      topicArn: 'arn:topic',
      deadLetter,
      log: silent,
    })
    sns.on(PublishBatchCommand).resolvesOnce({ Failed: [{ Id: '1', Code: 'InvalidParameter', SenderFault: true }] })
    expect(await strict({ Records: many(12) })).toEqual({ batchItemFailures: [{ itemIdentifier: '1002' }] })
  })
})
