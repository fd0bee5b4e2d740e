import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { contracts, features } from '../../../functions/product.ts'
import { bundle } from '../../../infra/bundle.ts'
import type { Schedule } from '../../../shared/feature.ts'
import { bind } from '../../../shared/http/bind.ts'
import type { HttpHandler } from '../../../shared/http/pipeline.ts'
import { router } from '../../../shared/http/router.ts'
import { toAttributes } from '../../../shared/table/dynamo/values.ts'
import { send } from '../http.ts'
import { inert } from '../inert.ts'
import type { Call } from '../staff.ts'
import type { Cloud } from './cloud.ts'
import type { OnEvent } from './queues.ts'

interface Entry {
  readonly handler: HttpHandler
  readonly publicHandler?: HttpHandler
  readonly onEvent: OnEvent
  readonly onSchedule: (event: { schedule: string }) => Promise<void>
}

type Functions = (name: string) => Entry

/**
 * Every function, bundled as CDK bundles it and called as Lambda calls it: requests by the gateway's routes, notices by
 * the pump, schedules by name. What is played here is what AWS is between them: gateway, stream, pollers and rules.
 */
export async function deploy(cloud: Cloud) {
  const folder = mkdtempSync(join(tmpdir(), 'wenping-bundles-'))
  Object.assign(process.env, cloud.env)
  const load = async (name: string, entry: string) =>
    (await import(/* @vite-ignore */ (await bundle(entry, join(folder, name))).file)) as Entry
  const entries = new Map<string, Entry>()
  for (const name of new Set(contracts().map(({ feature }) => feature))) {
    entries.set(name, await load(name, `functions/${name}/lambda.ts`))
  }
  const functions: Functions = (name) => entries.get(name) as Entry
  const publisher = (await load('publisher', 'shared/events/aws/lambda.ts')) as unknown as Publisher
  const stream = streamOf(cloud, publisher)
  const handler = gatewayOf(functions)
  const product = features(inert)
  const consumers = product.flatMap((f) => f.consumers.map(() => f.name))

  return {
    handler,
    call: callerOf(cloud, handler),
    ports: { files: cloud.files },
    features: [{ schedules: product.flatMap(({ name, schedules }) => rulesOf(functions(name), schedules)) }],
    seed: () => functions('organs').onSchedule({ schedule: 'seed-organs' }),
    /** Stream → topic → queues → functions, until nothing moves any more. */
    async settled() {
      for (let moved = 1; moved > 0; ) {
        await stream()
        moved = 0
        for (const consumer of consumers) moved += await cloud.queues.poll(consumer, functions(consumer).onEvent)
      }
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The gateway: each request to the function of its route. */
function gatewayOf(functions: Functions): HttpHandler {
  const find = router(contracts().map(({ route }) => bind(route, async () => undefined as never)))
  const functionFor = (method: string, path: string): HttpHandler => {
    try {
      const { route } = find(method, path).bound
      const { handler, publicHandler } = functions(contracts().find((c) => c.route === route)?.feature as string)
      return route.may === 'public' && publicHandler ? publicHandler : handler
    } catch {
      return functions('site').handler // `$default`
    }
  }
  return async (event, context) => functionFor(event.requestContext.http.method, event.rawPath)(event, context)
}

interface Publisher {
  onEvent(event: DynamoDBStreamEvent): Promise<{ batchItemFailures: unknown[] }>
}

/** DynamoDB's stream: gives the publisher the rows that were not there before, as INSERT records. */
function streamOf(cloud: Cloud, publisher: Publisher): () => Promise<void> {
  const seen = new Set<string>()
  return async () => {
    const records: DynamoDBRecord[] = []
    for await (const item of cloud.matters.scan()) {
      const id = `${item.pk}\n${item.sk}`
      if (seen.has(id)) continue
      seen.add(id)
      const NewImage = toAttributes(item) as NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>
      records.push({ eventID: id, eventName: 'INSERT', dynamodb: { NewImage, SequenceNumber: String(seen.size) } })
    }
    const { batchItemFailures } = await publisher.onEvent({ Records: records })
    if (batchItemFailures.length > 0) throw new Error('the topic took not everything')
  }
}

/** EventBridge's rules: each schedule calls its function by the schedule's name. */
function rulesOf(entry: Entry, schedules: readonly Schedule[]): Schedule[] {
  return schedules.map((schedule) => ({ ...schedule, run: () => entry.onSchedule({ schedule: schedule.name }) }))
}

/** People with tokens of the issuer. */
function callerOf(cloud: Cloud, handler: HttpHandler): Call {
  return async (account, method, path, body, headers = {}) => {
    const [address = '', query = ''] = path.split('?')
    return send(handler, {
      method,
      path: address,
      query: Object.fromEntries(new URLSearchParams(query)),
      headers: {
        authorization: `Bearer ${await cloud.issuer.token(account)}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }
}
