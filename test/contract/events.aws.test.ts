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

type Handler = ReturnType<typeof sqsHandler>
type Fed = { readonly pair: QueuePair; readonly handler: Handler }

/** The table's stream, played: each call brings what was written since to the topic. */
function streamOf(store: ReturnType<typeof memoryStore>, publish: ReturnType<typeof streamPublisher>) {
  let position = 0
  return async (): Promise<void> => {
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
}

/** Lambda's poller, played. */
function pollerOf(sqs: SQSClient) {
  /** Receipts of messages that failed: visible again only when `show` says so. */
  let failed: { url: string; receipt: string }[] = []
  return {
    async poll({ pair, handler }: Fed): Promise<number> {
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
    },
    async show(): Promise<void> {
      const hidden = failed
      failed = []
      for (const { url, receipt } of hidden) {
        const command = { QueueUrl: url, ReceiptHandle: receipt, VisibilityTimeout: 0 }
        await sqs.send(new ChangeMessageVisibilityCommand(command))
      }
    },
  }
}

/** A queue for a consumer, with its dead letters, that gets what the topic says of the types it asks for. */
async function subscribe(
  { sns, sqs }: { sns: SNSClient; sqs: SQSClient },
  { topicArn, run }: { topicArn: string; run: string },
  { name, types }: Consumer,
): Promise<QueuePair> {
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
  return { consumer: name, queueUrl, dlqUrl }
}

async function topicOf(sns: SNSClient, run: string): Promise<string> {
  const attributes = { FifoTopic: 'true', ContentBasedDeduplication: 'false' }
  const topic = await sns.send(new CreateTopicCommand({ Name: `${run}.fifo`, Attributes: attributes }))
  return topic.TopicArn ?? ''
}

/** SNS and SQS are the outside server's; the table's stream and Lambda's pollers are played here. */
async function openRig(): Promise<Rig> {
  const sns = new SNSClient({ ...access, endpoint: endpoint ?? '' })
  const sqs = new SQSClient({ ...access, endpoint: endpoint ?? '' })
  const store = memoryStore(crank().now)
  const run = `t${crypto.randomUUID().slice(0, 8)}`
  const topicArn = await topicOf(sns, run)
  const deadLetter = ({ error }: { readonly error: string }) => Promise.reject(new Error(error))
  const stream = streamOf(store, streamPublisher({ client: sns, topicArn, log: silent, deadLetter }))
  const { poll, show } = pollerOf(sqs)
  const fed: Fed[] = []
  let deadLetters: DeadLetters | undefined

  async function settle(): Promise<void> {
    for (let busy = true; busy; ) {
      await stream()
      busy = false
      for (const one of fed) while ((await poll(one)) > 0) busy = true
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
        const pair = await subscribe({ sns, sqs }, { topicArn, run }, consumer)
        fed.push({ pair, handler: sqsHandler(consumer, silent) })
      }
      deadLetters = openSqsDeadLetters({ client: sqs, queues: fed.map(({ pair }) => pair) })
    },
    settle,
    async later() {
      for (let attempt = 0; attempt <= MAX_RECEIVE_COUNT; attempt++) {
        await show()
        await settle()
      }
    },
    async repeat(notice) {
      const { Id: _, ...entry } = entryOf('0', notice)
      const again = { ...entry, MessageDeduplicationId: crypto.randomUUID() }
      await sns.send(new PublishCommand({ TopicArn: topicArn, ...again }))
    },
    async close() {
      for (const { pair } of fed) {
        for (const QueueUrl of [pair.queueUrl, pair.dlqUrl]) await sqs.send(new DeleteQueueCommand({ QueueUrl }))
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
