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

/** Told once for all that a function's `lambda.ts` does not choose: how tokens are proved, and where requests come from. */
export function gate(told: HttpEnv): Pick<PipelineDeps, 'verifier' | 'originSecret'> {
  return {
    verifier: jwtVerifier({ issuer: told.OIDC_ISSUER, audience: told.OIDC_AUDIENCE, jwks: new URL(told.OIDC_JWKS) }),
    ...(told.ORIGIN_SECRET === undefined ? {} : { originSecret: told.ORIGIN_SECRET }),
  }
}

/** A feature as Lambda calls it. Which adapters it has was decided before: in its `lambda.ts`, and nowhere else. */
export function entries(
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
    onEvent: sqsHandler(together(feature), deps.log),
    async onSchedule({ schedule }) {
      const found = feature.schedules.find(({ name }) => name === schedule)
      if (!found) throw new Error(`no schedule ${schedule}`)
      await watched(found, deps.log)
    },
  }
}

/**
 * Runs a schedule and counts how it ended, under its own name: a function runs several, and how often it is called says
 * nothing of any one of them. `infra/constructs/schedule.ts` alarms at a failure, and at too long without an end.
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
    // Lambda writes what is thrown into the log, message and all, and the message might hold what a person wrote.
    throw new Error(`schedule ${name} failed`)
  } finally {
    meter.flush()
  }
}

/** A fault becomes a reply of status 500, so Lambda counts no error: this does, and `infra` alarms at it. */
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
function together({ name, consumers }: Feature): Consumer {
  return {
    name,
    types: consumers.flatMap(({ types }) => types),
    async consume(notice: Notice) {
      for (const consumer of consumers) if (wants(consumer.types, notice.type)) await consumer.consume(notice)
    },
  }
}
