import { randomUUID } from 'node:crypto'
import type { MatterView } from '../../functions/filing/contract.ts'
import { seedOrgans } from '../../functions/organs/seed/seed.ts'
import { features } from '../../functions/product.ts'
import { noticeOf } from '../../shared/events/notice.ts'
import { IDENTITIES, MATTERS } from '../../shared/table/definition.ts'
import { dynamoClient } from '../../shared/table/dynamo/client.ts'
import { openDynamo } from '../../shared/table/dynamo/dynamo.ts'
import type { Item, Table } from '../../shared/table/table.ts'
import { type Cost, meter } from '../support/aws/metered.ts'
import { createTable } from '../support/aws/tables.ts'
import type { openProduct } from '../support/product.ts'
import { CAST } from '../support/road.ts'
import { staffApi } from '../support/staff.ts'
import { inView, type Played, read } from '../support/steps.ts'

type Local = Awaited<ReturnType<typeof openProduct>>

/** The product over DynamoDB, with all that is not a table on this machine; each row of the table is one action's cost. */
export async function unitsBench(endpoint: string, local: Local) {
  const client = dynamoClient({ endpoint, region: 'us-east-1' })
  const openTable = async (definition: typeof MATTERS): Promise<Table> => {
    const tableName = `units-${definition.name}-${randomUUID().slice(0, 8)}`
    await createTable(client, tableName, definition)
    return openDynamo({ client, tableName, definition })
  }
  const matters = await openTable(MATTERS)
  const ports = { ...local.ports, matters, identities: await openTable(IDENTITIES) }
  await seedOrgans({ table: matters, now: local.clock.now, demo: true })
  const all = features(ports)
  const { handler, call } = staffApi(matters, local.clock.now, all)
  const product: Played = { call, clock: local.clock, features: all, ports }
  const { of } = meter(client)
  const seen = new Set<string>()

  /** Does it, and prints what it cost. */
  const row = async (what: string, run: () => Promise<unknown>) => print(what, await of(run))

  return {
    handler,
    product,
    matters,
    row,
    get: (what: string, who: string, path: string) => row(what, () => call(who, 'GET', path)),
    /** One step of a matter, with the version that the step takes. @returns the matter as it is afterwards */
    async step(what: string, who: string, m: MatterView, name: string, body: object = {}): Promise<MatterView> {
      const path = `/api/matters/${m.id}/${name}`
      await row(what, () => call(who, name === 'form' ? 'PUT' : 'POST', path, { ...inView(m, name), ...body }))
      return read(product, CAST.filer, m.id)
    },
    /** The rows that were written since the last call, as the stream has them. */
    async streamed(): Promise<Item[]> {
      const rows: Item[] = []
      for await (const item of matters.scan()) {
        const key = `${item.pk}\n${item.sk}`
        if (!seen.has(key)) rows.push(item)
        seen.add(key)
      }
      return rows
    },
    async consume(name: string, rows: readonly Item[]): Promise<void> {
      const consumer = all.flatMap((f) => f.consumers).find((c) => c.name === name)
      for (const item of rows) {
        const notice = noticeOf(item)
        if (notice && consumer?.types.some((type) => notice.type.startsWith(type))) await consumer.consume(notice)
      }
    },
    async sweep(name: string): Promise<void> {
      const schedule = all.flatMap((f) => f.schedules).find((s) => s.name === name)
      if (!schedule) throw new Error(`no schedule ${name}`)
      await schedule.run()
    },
  }
}
export type UnitsBench = Awaited<ReturnType<typeof unitsBench>>

export const HEADING =
  '| what people do | read units | write units said | by AWS’s rule | requests | keys and indexes |\n|---|---|---|---|---|---|'

function print(what: string, { read: reads, write, billed, requests, keys }: Cost): void {
  const shown = keys.map((key) => `\`${key}\``).join('<br>')
  console.log(`| ${what} | ${reads} | ${write} | ${billed} | ${requests} | ${shown} |`)
}
