import { Duration } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import { env } from '../../shared/events/aws/env.ts'
import { ALARM_PERIOD, type Alarms } from './alarm.ts'
import { FeatureFunction } from './feature-function.ts'
import { DeadLetters } from './queue-with-dlq.ts'

const HURT = '群众的意见和报送事项不再引起后续动作:公开页面不更新,提醒不发出。'

/** Stream → SNS FIFO: every inserted event or comment becomes a notice without content. Nothing is lost for a day. */
export class Publisher extends Construct {
  readonly topic: Topic

  constructor(scope: Construct, id: string, props: { table: Table; alarms: Alarms }) {
    super(scope, id)
    const { table, alarms } = props
    this.topic = new Topic(this, 'Notices', {
      fifo: true,
      contentBasedDeduplication: false,
      // Notices of different matters need not wait for each other.
      enforceSSL: true,
    })
    const poison = new DeadLetters(this, 'Poison', { hurt: HURT, heading: 'publisher: poison', alarms }).queue
    const publisher = new FeatureFunction(this, 'Publisher', {
      entry: 'shared/events/aws/lambda.ts',
      handler: 'onEvent',
      hurt: HURT,
      heading: 'publisher',
      schema: env,
      env: { TOPIC_ARN: this.topic.topicArn, POISON_QUEUE_URL: poison.queueUrl },
      permissions: [
        { actions: ['sns:Publish'], resources: [this.topic.topicArn] },
        { actions: ['sqs:SendMessage'], resources: [poison.queueArn] },
      ],
      alarms,
      timeout: 60,
    })
    publisher.allow({
      actions: ['dynamodb:ListStreams'],
      resources: ['*'],
      why: 'IAM knows no resource for dynamodb:ListStreams; it lists names of streams, no records.',
    })
    publisher.fn.addEventSource(
      new DynamoEventSource(table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        // Shards are read side by side; each matter keeps its own order.
        parallelizationFactor: 4,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        // Retries go on as long as the stream keeps records; the publisher puts records that can never work aside.
        retryAttempts: -1,
        onFailure: new SqsDlq(poison),
        filters: [FilterCriteria.filter({ eventName: FilterRule.isEqual('INSERT') })],
      }),
    )
    alarms.watch(this, 'Late', {
      heading: 'publisher: late',
      hurt: HURT,
      metric: publisher.fn.metric('IteratorAge', { period: ALARM_PERIOD, statistic: 'Maximum' }),
      threshold: Duration.minutes(5).toMilliseconds(),
    })
  }
}
