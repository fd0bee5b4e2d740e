import { Duration } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { Rule, RuleTargetInput, Schedule as When } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { Construct } from 'constructs'
import type * as z from 'zod'
import type { Schedule } from '../../shared/feature.ts'
import { ALARM_PERIOD, type Alarms } from './alarm.ts'
import type { FeatureFunction } from './feature-function.ts'
import { DeadLetters } from './queue-with-dlq.ts'

export interface SweepProps {
  /** The feature's own schedule; its name is in the event that `onSchedule` gets. */
  readonly schedule: Pick<Schedule, 'name' | 'everyMinutes'>
  readonly target: FeatureFunction<z.ZodObject>
  readonly hurt: string
  readonly heading: string
  readonly alarms: Alarms
}

/** Clock work: one rule per sweep, never one per item. Alarms when this sweep fails, and when it stops ending. */
export class Sweep extends Construct {
  constructor(scope: Construct, id: string, props: SweepProps) {
    super(scope, id)
    const { schedule, target, hurt, heading, alarms } = props
    const missed = new DeadLetters(this, 'Missed', { hurt, heading: `${heading}: missed`, alarms })
    new Rule(this, 'Rule', {
      schedule: When.rate(Duration.minutes(schedule.everyMinutes)),
      targets: [
        new LambdaFunction(target.fn, {
          event: RuleTargetInput.fromObject({ schedule: schedule.name }),
          deadLetterQueue: missed.queue,
          retryAttempts: 2,
          maxEventAge: Duration.minutes(schedule.everyMinutes),
        }),
      ],
    })
    alarms.watch(this, 'Failed', {
      heading: `${heading}: failed`,
      hurt,
      metric: ended(schedule, 'Failed', ALARM_PERIOD),
      threshold: 1,
    })
    alarms.watch(this, 'Silent', {
      heading: `${heading}: silent`,
      hurt,
      metric: ended(schedule, 'Completed', Duration.minutes(Math.max(LEAST_SILENCE, 3 * schedule.everyMinutes))),
      threshold: 1,
      silence: true,
    })
  }
}

/** Minutes. A metric from a log line shows a minute or two late: a schedule of each minute is not silent yet. */
const LEAST_SILENCE = 5

/** How this schedule's runs ended, as `shared/lambda.ts` counts them: the function may run other schedules too. */
function ended({ name }: SweepProps['schedule'], metricName: 'Completed' | 'Failed', period: Duration): Metric {
  return new Metric({ namespace: 'wenping', metricName, dimensionsMap: { service: name }, statistic: 'Sum', period })
}
