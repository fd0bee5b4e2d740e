import { Duration } from 'aws-cdk-lib'
import { Rule, RuleTargetInput, Schedule as When } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { Construct } from 'constructs'
import type * as z from 'zod'
import type { Schedule } from '../../shared/feature.ts'
import type { Alarms } from './alarm.ts'
import type { FeatureFunction } from './feature-function.ts'
import { DeadLetters } from './queue-with-dlq.ts'

export interface SweepProps {
  /** The feature's own schedule: `onSchedule` is told its name. */
  readonly schedule: Pick<Schedule, 'name' | 'everyMinutes'>
  readonly target: FeatureFunction<z.ZodObject>
  readonly hurt: string
  readonly heading: string
  readonly alarms: Alarms
}

/** Clock work: one rule per sweep, never one per item. Alarms when it falls silent, not only when it fails. */
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
    alarms.watch(this, 'Silent', {
      heading: `${heading}: silent`,
      hurt,
      metric: target.fn.metricInvocations({ period: Duration.minutes(3 * schedule.everyMinutes), statistic: 'Sum' }),
      threshold: 1,
      silence: true,
    })
  }
}
