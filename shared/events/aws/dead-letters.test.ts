import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { openSqsDeadLetters } from './dead-letters.ts'

const sqs = mockClient(SQSClient)
const queues = ['site', 'site-map'].map((consumer) => ({
  consumer,
  queueUrl: `https://q/${consumer}`,
  dlqUrl: `https://q/${consumer}-dlq`,
}))
const letters = openSqsDeadLetters({ client: new SQSClient({ region: 'x' }), queues })

const message = (id: string, body?: string): Message => ({
  MessageId: id,
  ReceiptHandle: `receipt-${id}`,
  Body: body ?? JSON.stringify({ group: 'M#1', pk: 'M#1', sk: 'EVENT#00000001', type: 'filing.filed', seq: 1 }),
  Attributes: { MessageGroupId: 'group', ApproximateReceiveCount: '8', SentTimestamp: '1772413200000' },
})
const holding = (consumer: string, ...batches: Message[][]) => {
  let behavior = sqs.on(ReceiveMessageCommand, { QueueUrl: `https://q/${consumer}-dlq` })
  for (const Messages of batches) behavior = behavior.resolvesOnce({ Messages })
  behavior.resolves({})
}
/** Receipts of what was made visible again. */
const shown = () =>
  sqs
    .commandCalls(ChangeMessageVisibilityBatchCommand)
    .flatMap(({ args }) => args[0].input.Entries ?? [])
    .map(({ ReceiptHandle, VisibilityTimeout }) => `${ReceiptHandle}:${VisibilityTimeout}`)

describe('dead letters in SQS', () => {
  beforeEach(() => {
    sqs.reset()
    sqs.on(ChangeMessageVisibilityBatchCommand).resolves({})
    sqs.on(SendMessageCommand).resolves({})
    sqs.on(DeleteMessageCommand).resolves({})
    holding('site')
    holding('site-map')
  })

  it('lists all of them and lets go of every one, the eleventh too', async () => {
    holding(
      'site',
      Array.from({ length: 10 }, (_, i) => message(`m${i}`)),
      [message('m10')],
    )
    const all = await letters.list('site')
    expect(all).toHaveLength(11)
    expect(all[0]).toEqual({
      id: 'site/m0',
      consumer: 'site',
      notice: { group: 'M#1', pk: 'M#1', sk: 'EVENT#00000001', type: 'filing.filed', seq: 1 },
      attempts: 8,
      error: 'SeeLog',
      at: new Date('2026-03-02T01:00:00Z'),
    })
    expect(shown()).toEqual(all.map(({ id }) => `receipt-${id.slice(5)}:0`))
  })

  it('lists what cannot be read, so that somebody sees it', async () => {
    holding('site-map', [message('x', '{"odd":1}')])
    expect(await letters.list()).toMatchObject([{ id: 'site-map/x', notice: { type: 'unreadable' } }])
  })

  it('sends one again into its own queue and group under a new id, then removes it, and lets go of the others', async () => {
    holding('site', [message('a'), message('b'), message('c')])
    await letters.resend('site/b')
    const [{ args } = { args: [] as never }] = sqs.commandCalls(SendMessageCommand)
    expect(args[0].input).toMatchObject({
      QueueUrl: 'https://q/site',
      MessageGroupId: 'group',
      MessageBody: message('b').Body,
    })
    expect(args[0].input.MessageDeduplicationId).toMatch(/^[\w-]{8,128}$/)
    const removed = sqs.commandCalls(DeleteMessageCommand).map(({ args: [command] }) => command.input)
    expect(removed).toEqual([{ QueueUrl: 'https://q/site-dlq', ReceiptHandle: 'receipt-b' }])
    expect(shown()).toEqual(['receipt-a:0', 'receipt-c:0'])
  })

  it('removes nothing when sending fails, and lets go of everything', async () => {
    holding('site', [message('a')])
    sqs.on(SendMessageCommand).rejects(Object.assign(new Error('500'), { name: 'InternalError' }))
    await expect(letters.resend('site/a')).rejects.toThrow()
    expect(sqs.commandCalls(DeleteMessageCommand)).toEqual([])
    expect(shown()).toEqual(['receipt-a:0'])
  })

  it.each(['site/z', 'other/a', 'site', ''])('refuses an id that is not there: "%s"', async (id) => {
    holding('site', [message('a')])
    await expect(letters.resend(id)).rejects.toMatchObject({ code: 'not-found' })
    expect(sqs.commandCalls(SendMessageCommand)).toEqual([])
  })
})
