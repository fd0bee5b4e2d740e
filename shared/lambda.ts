import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { monotonicFactory } from 'ulid'
import { sqsHandler } from './events/aws/sqs-handler.ts'
import { wants } from './events/consumer.ts'
import type { Consumer, Notice } from './events/events.ts'
import type { Feature, Schedule } from './feature.ts'
import type { HttpEnv } from './http/env.ts'
import { type HttpHandler, type PipelineDeps, pipeline } from './http/pipeline.ts'
import { jwtVerifier } from './identity/verifier.ts'
import type { Clock } from './kernel/clock.ts'
import { errorFields } from './observe/error.ts'
import { lambdaMeter } from './observe/meter.ts'
import type { Log } from './observe/observe.ts'

export const now: Clock = () => new Date()

const newUlid = monotonicFactory()
export const newId = () => newUlid(now().getTime())

/** The schedule that EventBridge names, as `infra/constructs/schedule.ts` writes it. */
export interface ScheduleEvent {
  readonly schedule: string
}

/** Settings every function that answers requests shares: how tokens are proved, and the edge's secret where there is one. */
export function authOptions(env: HttpEnv): Pick<PipelineDeps, 'verifier' | 'originSecret'> {
  return {
    verifier: jwtVerifier({ issuer: env.OIDC_ISSUER, audience: env.OIDC_AUDIENCE, jwks: new URL(env.OIDC_JWKS) }),
    ...(env.ORIGIN_SECRET === undefined ? {} : { originSecret: env.ORIGIN_SECRET }),
  }
}

/** A feature as Lambda calls it. Its adapters were chosen in its `lambda.ts`. */
export function lambdaHandlers(
  feature: Feature,
  deps: Omit<PipelineDeps, 'now'>,
): {
  handler: HttpHandler
  onEvent: ReturnType<typeof sqsHandler>
  onSchedule: (event: ScheduleEvent) => Promise<void>
} {
  const answer = pipeline(feature.routes, { ...deps, now })
  return {
    handler: counted(feature.name, answer),
    onEvent: sqsHandler(mergedConsumer(feature), deps.log),
    async onSchedule({ schedule }) {
      const found = feature.schedules.find(({ name }) => name === schedule)
      if (!found) throw new Error(`no schedule ${schedule}`)
      await watched(found, deps.log)
    },
  }
}

/**
 * Runs a schedule and counts how it ended under the schedule's own name: a function may run several, so counting its
 * calls would say nothing of any one of them. `infra/constructs/schedule.ts` alarms when one fails or does not end.
 */
async function watched({ name, run }: Schedule, log: Log): Promise<void> {
  const meter = lambdaMeter(name)
  const started = now().getTime()
  try {
    await run()
    meter.count('Completed')
    log.info('COMPLETED', { schedule: name, ms: now().getTime() - started })
  } catch (error) {
    meter.count('Failed')
    log.error('FAULT', { schedule: name, ms: now().getTime() - started, ...errorFields(error) })
    // Lambda logs the message of what is thrown, and a message might hold what a person wrote.
    throw new Error(`schedule ${name} failed`)
  } finally {
    meter.flush()
  }
}

/** Counts faults: a reply of status 500 is no error to Lambda. `infra` alarms at the count. */
function counted(name: string, answer: HttpHandler): HttpHandler {
  const meter = lambdaMeter(name)
  return async (event: APIGatewayProxyEventV2, context: Context): Promise<APIGatewayProxyStructuredResultV2> => {
    const reply = await answer(event, context)
    if (reply.statusCode === 500) {
      meter.count('Fault')
      meter.flush()
    }
    return reply
  }
}

/** One queue for each feature, however many consumers it has. */
function mergedConsumer({ name, consumers }: Feature): Consumer {
  return {
    name,
    types: consumers.flatMap(({ types }) => types),
    async consume(notice: Notice) {
      for (const consumer of consumers) if (wants(consumer.types, notice.type)) await consumer.consume(notice)
    },
  }
}
