import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import { ALARM_PERIOD, type Alarms } from './alarm.ts'

export interface DeadLettersProps {
  readonly fifo?: boolean
  /** Who is hurt by what was not done. */
  readonly hurt: string
  readonly heading: string
  readonly alarms: Alarms
}

/**
 * Messages are notices: keys and types, no content, hence SQS's own encryption. Queues outlive their stack: their messages
 * are work that is not done yet. CloudFormation takes `fifo: true` or nothing; it refuses `false`.
 */
const common = (fifo: boolean | undefined) => ({
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
  retentionPeriod: Duration.days(14),
  removalPolicy: RemovalPolicy.RETAIN,
  ...(fifo ? { fifo: true as const } : {}),
})

/** A queue for what failed to the end. The first letter in it wakes somebody. */
export class DeadLetters extends Construct {
  readonly queue: Queue

  constructor(scope: Construct, id: string, props: DeadLettersProps) {
    super(scope, id)
    this.queue = new Queue(this, 'Queue', common(props.fifo))
    acknowledge(this.queue, 'SQS3', 'This is the dead-letter queue.')
    props.alarms.watch(this, 'Filled', {
      heading: props.heading,
      hurt: props.hurt,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: ALARM_PERIOD, statistic: 'Maximum' }),
      threshold: 1,
    })
  }
}

/** A queue whose messages become dead letters after five failures. */
export class QueueWithDlq extends Construct {
  readonly queue: Queue
  readonly deadLetters: Queue

  constructor(scope: Construct, id: string, props: DeadLettersProps & { readerTimeout: number }) {
    super(scope, id)
    this.deadLetters = new DeadLetters(this, 'Dead', props).queue
    this.queue = new Queue(this, 'Queue', {
      ...common(props.fifo),
      // Six times the reader's seconds, as AWS asks: a batch and Lambda's own retries fit before others see it again.
      visibilityTimeout: Duration.seconds(6 * props.readerTimeout),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
    })
  }
}
