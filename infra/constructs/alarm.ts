import { Duration } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'

export interface Watch {
  /** Heading in docs/runbook.md and last part of the alarm's name. */
  readonly heading: string
  /** Who is hurt while this lasts, and how: the first thing that the person who was woken reads. */
  readonly hurt: string
  readonly metric: IMetric
  /** Alarms at this value or above; with `silence`, below it. */
  readonly threshold: number
  readonly periods?: number
  /** For jobs that must run: alarms below the threshold, and when there are no data at all. */
  readonly silence?: boolean
}

/** The alarms of the installation, and the one topic that all of them publish to. */
export class Alarms extends Construct {
  readonly topic: Topic
  private readonly installation: string

  constructor(scope: Construct, id: string, props: { installation: string; email?: string | undefined }) {
    super(scope, id)
    this.installation = props.installation
    // Not encrypted by a key of ours: CloudWatch could not use AWS's own key for SNS, and an alarm holds no data.
    this.topic = new Topic(this, 'Topic', { displayName: '稳评告警', enforceSSL: true })
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
      }),
    )
    if (props.email !== undefined) this.topic.addSubscription(new EmailSubscription(props.email))
  }

  watch(scope: Construct, id: string, watch: Watch): Alarm {
    const alarm = new Alarm(scope, id, {
      alarmName: `${this.installation}/${watch.heading}`,
      alarmDescription: `${watch.hurt} → docs/runbook.md「${watch.heading}」`,
      metric: watch.metric,
      threshold: watch.threshold,
      evaluationPeriods: watch.periods ?? 1,
      comparisonOperator: watch.silence
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: watch.silence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    })
    alarm.addAlarmAction(new SnsAction(this.topic))
    return alarm
  }
}

/** Long enough that one retry of Lambda's own falls into it, short enough that a village does not wait for an hour. */
export const ALARM_PERIOD = Duration.minutes(5)
