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
import { entryOf, type Poison, streamPublisher } from '../../shared/events/aws/publisher.ts'
import { sqsHandler } from '../../shared/events/aws/sqs-handler.ts'
import { eventsContract, type Rig } from '../../shared/events/events.contract.ts'
import type { Consumer, DeadLetters } from '../../shared/events/events.ts'
import { silent } from '../../shared/observe/observe.ts'
import { toAttributes } from '../../shared/table/dynamo/values.ts'
import { readFeed } from '../../shared/table/sqlite/feed.ts'
import type { Store } from '../../shared/table/sqlite/store.ts'
import type { Item } from '../../shared/table/table.ts'
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
  const topicArn = await topic(sns, `${run}.fifo`)
  const stream = playStream(store, sns, topicArn)
  const pollers: Poller[] = []
  let deadLetters: DeadLetters | undefined

  async function settle(): Promise<void> {
    for (let busy = true; busy; ) {
      await stream()
      busy = false
      for (const poller of pollers) while ((await poller.poll()) > 0) busy = true
    }
  }

  return {
    table: store.table('matters'),
    get deadLetters() {
      if (!deadLetters) throw new Error('not started')
      return deadLetters
    },
    async start(consumers: readonly Consumer[]) {
      for (const consumer of consumers) {
        const pair = await queuePair(sqs, run, consumer.name)
        await subscribe(sns, topicArn, consumer, await arnOf(sqs, pair.queueUrl))
        pollers.push(playPoller(sqs, pair, consumer))
      }
      deadLetters = openSqsDeadLetters({ client: sqs, queues: pollers.map(({ pair }) => pair) })
    },
    settle,
    async later() {
      for (let attempt = 0; attempt <= MAX_RECEIVE_COUNT; attempt++) {
        for (const poller of pollers) await poller.showFailed()
        await settle()
      }
    },
    async repeat(notice) {
      const { Id: _, ...entry } = entryOf('0', notice)
      const again = { ...entry, MessageDeduplicationId: crypto.randomUUID() }
      await sns.send(new PublishCommand({ TopicArn: topicArn, ...again }))
    },
    async close() {
      for (const { pair } of pollers) {
        for (const QueueUrl of [pair.queueUrl, pair.dlqUrl]) await sqs.send(new DeleteQueueCommand({ QueueUrl }))
      }
      await sns.send(new DeleteTopicCommand({ TopicArn: topicArn }))
      store.close()
    },
  }
}

/** The table's stream: gives the publisher what was written since it was last called. */
function playStream(store: Store, client: SNSClient, topicArn: string): () => Promise<void> {
  const deadLetter = async ({ error }: Poison) => Promise.reject(new Error(error))
  const publish = streamPublisher({ client, topicArn, log: silent, deadLetter })
  let position = 0
  return async () => {
    for (;;) {
      const rows = readFeed(store.database, position, 25)
      if (rows.length === 0) return
      const Records: DynamoDBRecord[] = []
      for (const row of rows) {
        const item = await store.table('matters').get(row.notice)
        if (item) Records.push(insertion(row.position, item))
      }
      const { batchItemFailures } = await publish({ Records })
      if (batchItemFailures.length > 0) throw new Error('the topic took not everything')
      position = rows.at(-1)?.position ?? position
    }
  }
}

function insertion(position: number, item: Item): DynamoDBRecord {
  const at = String(position)
  const image = toAttributes(item) as NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>
  return { eventID: at, eventName: 'INSERT', dynamodb: { NewImage: image, SequenceNumber: at } }
}

interface Poller {
  readonly pair: QueuePair
  /** @returns how many messages there were */
  poll(): Promise<number>
  /** What failed becomes visible again: the back-off has passed. */
  showFailed(): Promise<void>
}

/** Lambda's poller of one queue: a batch to the handler, what it did not fail is deleted. */
function playPoller(sqs: SQSClient, pair: QueuePair, consumer: Consumer): Poller {
  const handler = sqsHandler(consumer, silent)
  const { queueUrl: QueueUrl } = pair
  /** Receipts of messages that failed. */
  let failed: string[] = []
  return {
    pair,
    async poll() {
      const asked = { MaxNumberOfMessages: 10, VisibilityTimeout: 600 }
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, ...asked, MessageSystemAttributeNames: ['All'] }),
      )
      const { batchItemFailures } = await handler({ Records: Messages.map(recordOf) })
      const bad = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
      for (const { MessageId = '', ReceiptHandle = '' } of Messages) {
        if (bad.has(MessageId)) failed.push(ReceiptHandle)
        else await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
      }
      return Messages.length
    },
    async showFailed() {
      const hidden = failed
      failed = []
      for (const ReceiptHandle of hidden) {
        await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }))
      }
    },
  }
}

async function topic(sns: SNSClient, Name: string): Promise<string> {
  const Attributes = { FifoTopic: 'true', ContentBasedDeduplication: 'false' }
  return (await sns.send(new CreateTopicCommand({ Name, Attributes }))).TopicArn ?? ''
}

/** A consumer's queue, and the one to which its failures are moved. */
async function queuePair(sqs: SQSClient, run: string, consumer: string): Promise<QueuePair> {
  const dlqUrl = await queue(sqs, `${run}-${consumer}-dlq.fifo`)
  const deadLetterTargetArn = await arnOf(sqs, dlqUrl)
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: MAX_RECEIVE_COUNT })
  const queueUrl = await queue(sqs, `${run}-${consumer}.fifo`, { RedrivePolicy })
  return { consumer, queueUrl, dlqUrl }
}

async function subscribe(sns: SNSClient, TopicArn: string, { types }: Consumer, Endpoint: string): Promise<void> {
  const FilterPolicy = JSON.stringify({ type: types.map((prefix) => ({ prefix })) })
  const Attributes = { RawMessageDelivery: 'true', FilterPolicy }
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes }))
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
