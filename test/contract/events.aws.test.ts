import {
  CreateTopicCommand,
  DeleteTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns'
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import type { DynamoDBRecord } from 'aws-lambda'
import { describe, it } from 'vitest'
import { openSqsDeadLetters, type QueuePair } from '../../shared/events/aws/dead-letters.ts'
import { entryOf, streamPublisher } from '../../shared/events/aws/publisher.ts'
import { sqsHandler } from '../../shared/events/aws/sqs-handler.ts'
import { eventsContract, type Rig } from '../../shared/events/events.contract.ts'
import type { Consumer, DeadLetters } from '../../shared/events/events.ts'
import { silent } from '../../shared/observe/observe.ts'
import { toAttributes } from '../../shared/table/dynamo/values.ts'
import { readFeed } from '../../shared/table/sqlite/feed.ts'
import { recordOf } from '../support/aws/queues.ts'
import { crank } from '../support/crank.ts'
import { memoryStore } from '../support/store.ts'

const endpoint = process.env.AWS_ENDPOINT
const access = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } }
const MAX_RECEIVE_COUNT = 3

/** SNS and SQS are the outside server's; the table's stream and Lambda's pollers are played here. */
async function openRig(): Promise<Rig> {
  const sns = new SNSClient({ ...access, endpoint: endpoint ?? '' })
  const sqs = new SQSClient({ ...access, endpoint: endpoint ?? '' })
  const store = memoryStore(crank().now)
  const run = `t${crypto.randomUUID().slice(0, 8)}`
  const attributes = { FifoTopic: 'true', ContentBasedDeduplication: 'false' }
  const topic = await sns.send(new CreateTopicCommand({ Name: `${run}.fifo`, Attributes: attributes }))
  const topicArn = topic.TopicArn ?? ''
  const publish = streamPublisher({
    client: sns,
    topicArn,
    log: silent,
    deadLetter: async ({ error }) => Promise.reject(new Error(error)),
  })
  const fed: { pairs: (QueuePair & { consumer: string })[]; handlers: ReturnType<typeof sqsHandler>[] } = {
    pairs: [],
    handlers: [],
  }
  let position = 0
  /** Receipts of messages that failed: visible again only when `later` says so. */
  let failed: { url: string; receipt: string }[] = []
  let deadLetters: DeadLetters | undefined

  async function stream(): Promise<void> {
    for (;;) {
      const rows = readFeed(store.database, position, 25)
      if (rows.length === 0) return
      const Records: DynamoDBRecord[] = []
      for (const { position: at, notice } of rows) {
        const item = await store.table('matters').get(notice)
        if (!item) continue
        const image = toAttributes(item) as NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>
        Records.push({
          eventID: String(at),
          eventName: 'INSERT',
          dynamodb: { NewImage: image, SequenceNumber: String(at) },
        })
      }
      const { batchItemFailures } = await publish({ Records })
      if (batchItemFailures.length > 0) throw new Error('the topic took not everything')
      position = rows.at(-1)?.position ?? position
    }
  }

  async function poll(pair: QueuePair, handler: ReturnType<typeof sqsHandler>): Promise<number> {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: pair.queueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 600,
        MessageSystemAttributeNames: ['All'],
      }),
    )
    const { batchItemFailures } = await handler({ Records: Messages.map(recordOf) })
    const bad = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
    for (const { MessageId = '', ReceiptHandle = '' } of Messages) {
      if (bad.has(MessageId)) failed.push({ url: pair.queueUrl, receipt: ReceiptHandle })
      else await sqs.send(new DeleteMessageCommand({ QueueUrl: pair.queueUrl, ReceiptHandle }))
    }
    return Messages.length
  }

  async function settle(): Promise<void> {
    for (let busy = true; busy; ) {
      await stream()
      busy = false
      for (const [i, pair] of fed.pairs.entries()) {
        const handler = fed.handlers[i] as ReturnType<typeof sqsHandler>
        while ((await poll(pair, handler)) > 0) busy = true
      }
    }
  }

  return {
    table: store.table('matters'),
    get deadLetters() {
      if (!deadLetters) throw new Error('not started')
      return deadLetters
    },
    async start(consumers: readonly Consumer[]) {
      for (const { name, types } of consumers) {
        const dlqUrl = await queue(sqs, `${run}-${name}-dlq.fifo`)
        const deadLetterTargetArn = await arnOf(sqs, dlqUrl)
        const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: MAX_RECEIVE_COUNT })
        const queueUrl = await queue(sqs, `${run}-${name}.fifo`, { RedrivePolicy })
        await sns.send(
          new SubscribeCommand({
            TopicArn: topicArn,
            Protocol: 'sqs',
            Endpoint: await arnOf(sqs, queueUrl),
            Attributes: {
              RawMessageDelivery: 'true',
              FilterPolicy: JSON.stringify({ type: types.map((prefix) => ({ prefix })) }),
            },
          }),
        )
        fed.pairs.push({ consumer: name, queueUrl, dlqUrl })
      }
      fed.handlers.push(...consumers.map((consumer) => sqsHandler(consumer, silent)))
      deadLetters = openSqsDeadLetters({ client: sqs, queues: fed.pairs })
    },
    settle,
    async later() {
      for (let attempt = 0; attempt <= MAX_RECEIVE_COUNT; attempt++) {
        const hidden = failed
        failed = []
        for (const { url, receipt } of hidden) {
          const command = { QueueUrl: url, ReceiptHandle: receipt, VisibilityTimeout: 0 }
          await sqs.send(new ChangeMessageVisibilityCommand(command))
        }
        await settle()
      }
    },
    async repeat(notice) {
      const { Id: _, ...entry } = entryOf('0', notice)
      const again = { ...entry, MessageDeduplicationId: crypto.randomUUID() }
      await sns.send(new PublishCommand({ TopicArn: topicArn, ...again }))
    },
    async close() {
      for (const { queueUrl, dlqUrl } of fed.pairs) {
        for (const QueueUrl of [queueUrl, dlqUrl]) await sqs.send(new DeleteQueueCommand({ QueueUrl }))
      }
      await sns.send(new DeleteTopicCommand({ TopicArn: topicArn }))
      store.close()
    },
  }
}

async function queue(sqs: SQSClient, name: string, more: Record<string, string> = {}): Promise<string> {
  const Attributes = { FifoQueue: 'true', ContentBasedDeduplication: 'false', ...more }
  return (await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }))).QueueUrl ?? ''
}

async function arnOf(sqs: SQSClient, url: string): Promise<string> {
  const answer = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }))
  return answer.Attributes?.QueueArn ?? ''
}

if (endpoint) eventsContract('SNS and SQS', openRig)
else describe('events on SNS and SQS', () => it.skip('needs AWS_ENDPOINT: an outside server of SNS and SQS', () => {}))
