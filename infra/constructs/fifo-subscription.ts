import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { type ITopic, SubscriptionFilter } from 'aws-cdk-lib/aws-sns'
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import type * as z from 'zod'
import type { Alarms } from './alarm.ts'
import type { FeatureFunction } from './feature-function.ts'
import { QueueWithDlq } from './queue-with-dlq.ts'

export interface FifoSubscriptionProps {
  readonly topic: ITopic
  /** As in the consumer: notices whose type starts with one of these. */
  readonly types: readonly string[]
  readonly reader: FeatureFunction<z.ZodObject>
  readonly readerTimeout: number
  readonly hurt: string
  readonly heading: string
  readonly alarms: Alarms
}

/** SNS FIFO → one SQS FIFO queue per consumer → its function. Order is kept per group; a failing group waits alone. */
export class FifoSubscription extends Construct {
  readonly queues: QueueWithDlq

  constructor(scope: Construct, id: string, props: FifoSubscriptionProps) {
    super(scope, id)
    const { topic, types, reader, ...rest } = props
    this.queues = new QueueWithDlq(this, 'Notices', { ...rest, fifo: true })
    topic.addSubscription(
      new SqsSubscription(this.queues.queue, {
        rawMessageDelivery: true,
        filterPolicy: { type: SubscriptionFilter.stringFilter({ matchPrefixes: [...types] }) },
      }),
    )
    reader.fn.addEventSource(new SqsEventSource(this.queues.queue, { batchSize: 10, reportBatchItemFailures: true }))
  }
}
