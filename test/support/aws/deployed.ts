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

/**
 * Every function, bundled as CDK bundles it and called as Lambda calls it: requests by the gateway's routes, notices by
 * the pump, schedules by name. What is played here is what AWS is between them: gateway, stream, pollers and rules.
 */
export async function deploy(cloud: Cloud) {
  const folder = mkdtempSync(join(tmpdir(), 'wenping-bundles-'))
  Object.assign(process.env, cloud.env)
  const load = async (name: string, entry: string) =>
    (await import(/* @vite-ignore */ (await bundle(entry, join(folder, name))).file)) as Entry
  const names = [...new Set(contracts().map(({ feature }) => feature))]
  const entries = new Map<string, Entry>()
  for (const name of names) entries.set(name, await load(name, `functions/${name}/lambda.ts`))
  const entry = (name: string) => entries.get(name) as Entry
  const publisher = (await load('publisher', 'shared/events/aws/lambda.ts')) as unknown as {
    onEvent: (event: DynamoDBStreamEvent) => Promise<{ batchItemFailures: unknown[] }>
  }

  const find = router(contracts().map(({ route }) => bind(route, async () => undefined as never)))
  const handler: HttpHandler = async (event, context) => {
    const { feature, handler: wanted } = functionFor(event.requestContext.http.method, event.rawPath)
    return (entry(feature)[wanted] as HttpHandler)(event, context)
  }
  function functionFor(method: string, path: string): { feature: string; handler: 'handler' | 'publicHandler' } {
    try {
      const { route } = find(method, path).bound
      const feature = contracts().find((c) => c.route === route)?.feature as string
      const open = route.may === 'public' && entry(feature).publicHandler !== undefined
      return { feature, handler: open ? 'publicHandler' : 'handler' }
    } catch {
      return { feature: 'site', handler: 'handler' } // `$default`
    }
  }

  const product = features(inert)
  const schedules = product.flatMap(({ name, schedules }) =>
    schedules.map((s): Schedule => ({ ...s, run: () => entry(name).onSchedule({ schedule: s.name }) })),
  )
  const consumers = product.flatMap((f) => f.consumers.map(() => f.name))
  const seen = new Set<string>()

  /** DynamoDB's stream: the rows that were not there before, as INSERT records. */
  async function stream(): Promise<void> {
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

  const call: Call = async (account, method, path, body, headers = {}) =>
    send(handler, {
      method,
      path: path.split('?')[0] as string,
      query: Object.fromEntries(new URLSearchParams(path.split('?')[1] ?? '')),
      headers: {
        authorization: `Bearer ${await cloud.issuer.token(account)}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })

  return {
    handler,
    call,
    ports: { files: cloud.files },
    features: [{ schedules }],
    seed: () => entry('organs').onSchedule({ schedule: 'seed-organs' }),
    /** Stream → topic → queues → functions, until nothing moves any more. */
    async settled() {
      for (let moved = 1; moved > 0; ) {
        await stream()
        moved = 0
        for (const consumer of consumers) moved += await cloud.queues.poll(consumer, entry(consumer).onEvent)
      }
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}
