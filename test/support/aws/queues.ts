import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'

export type OnEvent = (event: SQSEvent) => Promise<SQSBatchResponse>

/** A FIFO topic and one FIFO queue for each consumer, with its filter, as `infra/constructs/fifo-subscription.ts` makes them. */
export async function openQueues(
  name: string,
  endpoint: string,
  consumers: Readonly<Record<string, readonly string[]>>,
) {
  const sns = new SNSClient({ endpoint })
  const sqs = new SQSClient({ endpoint })
  const fifo = { ContentBasedDeduplication: 'false' }
  const topic = await sns.send(
    new CreateTopicCommand({ Name: `${name}.fifo`, Attributes: { ...fifo, FifoTopic: 'true' } }),
  )
  const topicArn = topic.TopicArn as string
  const queue = async (QueueName: string) =>
    (await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { ...fifo, FifoQueue: 'true' } })))
      .QueueUrl as string
  const queues = new Map<string, string>()
  for (const [consumer, types] of Object.entries(consumers)) {
    const QueueUrl = await queue(`${name}-${consumer}.fifo`)
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }))
    const filter = { type: types.map((prefix) => ({ prefix })) }
    await sns.send(
      new SubscribeCommand({
        TopicArn: topicArn,
        Protocol: 'sqs',
        Endpoint: Attributes?.QueueArn,
        Attributes: { RawMessageDelivery: 'true', FilterPolicy: JSON.stringify(filter) },
      }),
    )
    queues.set(consumer, QueueUrl)
  }
  return {
    topicArn,
    poisonUrl: await queue(`${name}-poison.fifo`),
    /** As Lambda polls: a batch to the handler, what it did not fail is deleted. @returns how many messages there were */
    async poll(consumer: string, handler: OnEvent): Promise<number> {
      const QueueUrl = queues.get(consumer)
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'] }),
      )
      if (Messages.length === 0) return 0
      const { batchItemFailures } = await handler({ Records: Messages.map(recordOf) })
      if (batchItemFailures.length > 0) throw new Error(`${consumer} failed at ${batchItemFailures.length} notices`)
      for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
      return Messages.length
    },
  }
}

/** A received message as Lambda gives it to a function. */
export function recordOf(message: Message): SQSRecord {
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: message.Attributes as unknown as SQSRecord['attributes'],
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: 'us-east-1',
  }
}
