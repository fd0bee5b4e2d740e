/**
 * `npm run measure:units`: what each access pattern costs in DynamoDB's units, by DynamoDB Local, as the table of
 * docs/data.md. One matter, one comment, one paper: lists cost what they show.
 */
import { randomUUID } from 'node:crypto'
import { SWEEP } from '../../functions/clocks/commands/sweep.ts'
import type { MatterView } from '../../functions/filing/contract.ts'
import { seedOrgans } from '../../functions/organs/seed/seed.ts'
import { features } from '../../functions/product.ts'
import { noticeOf } from '../../shared/events/notice.ts'
import { IDENTITIES, MATTERS } from '../../shared/table/definition.ts'
import { dynamoClient } from '../../shared/table/dynamo/client.ts'
import { openDynamo } from '../../shared/table/dynamo/dynamo.ts'
import type { Table } from '../../shared/table/table.ts'
import { type Cost, indexBytes, meter } from '../support/aws/metered.ts'
import { createTable } from '../support/aws/tables.ts'
import { startDynamoDbLocal } from '../support/outside/dynamodb-local.ts'
import { openProduct } from '../support/product.ts'
import { CAST, ROAD, ROAD_FORM } from '../support/road.ts'
import { staffApi } from '../support/staff.ts'
import { act, NOTICE, type Played, paper, read } from '../support/steps.ts'
import { formsOf, type PageForm, villager } from '../support/villager.ts'

process.env.AWS_ACCESS_KEY_ID ??= 'wenpingtests'
process.env.AWS_SECRET_ACCESS_KEY ??= 'only-for-servers-in-memory'

const started = process.env.DYNAMODB_ENDPOINT ? undefined : await startDynamoDbLocal()
const endpoint = process.env.DYNAMODB_ENDPOINT ?? (started?.env.DYNAMODB_ENDPOINT as string)
const local = await openProduct('2026-03-02T10:00:00+08:00')
try {
  await measure()
} finally {
  local.close()
  await started?.stop()
}

async function measure(): Promise<void> {
  const client = dynamoClient({ endpoint, region: 'us-east-1' })
  const open = async (definition: typeof MATTERS): Promise<Table> => {
    const tableName = `units-${definition.name}-${randomUUID().slice(0, 8)}`
    await createTable(client, tableName, definition)
    return openDynamo({ client, tableName, definition })
  }
  const matters = await open(MATTERS)
  const ports = { ...local.ports, matters, identities: await open(IDENTITIES) }
  await seedOrgans({ table: matters, now: local.clock.now, demo: true })
  const all = features(ports)
  const { handler, call } = staffApi(matters, local.clock.now, all)
  const product: Played = { call, clock: local.clock, features: all, ports }
  const { of } = meter(client)
  const sizes = indexBytes()
  console.log(
    '| what people do | read units | write units said | by AWS’s rule | requests | keys and indexes |\n|---|---|---|---|---|---|',
  )
  const row = async (what: string, run: () => Promise<unknown>) => print(what, await of(run))
  const get = (what: string, who: string, path: string) => row(what, () => call(who, 'GET', path))
  const step = async (what: string, who: string, name: string, body: object = {}) => {
    const form = name === 'form'
    const version = form ? m.form.version : m.version
    await row(what, async () => {
      const got = await call(who, form ? 'PUT' : 'POST', `/api/matters/${m.id}/${name}`, { version, ...body })
      if ((got.statusCode ?? 500) >= 300) throw new Error(`${name}: ${got.statusCode} ${got.body}`)
    })
    m = await read(product, CAST.filer, m.id)
  }
  /** Everything not yet delivered, as the stream would: @returns its rows. */
  const seen = new Set<string>()
  const fresh = async () => {
    const rows = []
    for await (const item of matters.scan()) {
      const key = `${item.pk}\n${item.sk}`
      if (!seen.has(key)) rows.push(item)
      seen.add(key)
    }
    return rows
  }
  const consume = async (name: string, rows: Awaited<ReturnType<typeof fresh>>) => {
    const consumer = all.flatMap((f) => f.consumers).find((c) => c.name === name)
    for (const item of rows) {
      const notice = noticeOf(item)
      if (notice && consumer?.types.some((type) => notice.type.startsWith(type))) await consumer.consume(notice)
    }
  }
  const sweep = (name: string) => async () => {
    const schedule = all.flatMap((f) => f.schedules).find((s) => s.name === name)
    if (!schedule) throw new Error(`no schedule ${name}`)
    await schedule.run()
  }

  await get('open the desk (whose posts are these?)', CAST.filer, '/api/me')
  let m = {} as MatterView
  await row('register a matter', async () => {
    m = (await call(CAST.filer, 'POST', '/api/matters', ROAD)).json as unknown as MatterView
  })
  await get('open a matter', CAST.filer, `/api/matters/${m.id}`)
  await get('a body’s list of matters', CAST.filer, '/api/matters')
  await get('what is mine to do now', CAST.filer, '/api/todo')
  await get('search by the tail of a number', CAST.filer, '/api/search?q=0001')
  await fresh()
  await step('publish a notice', CAST.filer, 'notices', { notice: NOTICE })
  const published = await fresh()
  await sizes.look(matters.scan())
  await row('render its page and the lists', () => consume('notices', published))
  const reader = villager(handler)
  const say = async (fields: Record<string, string>) => {
    const form = formsOf((await reader.get(`/say/${m.id}`)).body)[0] as PageForm
    const checked = await reader.submit(form, fields)
    return () => reader.submit(formsOf(checked.body)[0] as PageForm, { step: 'send' })
  }
  const words = { text: '青苗补偿按什么标准,请公开。', kind: 'question', stance: 'conditional' }
  await row('send a comment', await say(words))
  await row('send a comment with contact data', await say({ ...words, name: '示例·村民' }))
  const said = await fresh()
  await row('count two comments', () => consume('comments', said))
  const list = await call(CAST.comments, 'GET', `/api/matters/${m.id}/comments`)
  await get('an officer’s list of comments', CAST.comments, `/api/matters/${m.id}/comments`)
  const heard = list.json.comments as { id: string }[]
  const answer = { disposition: 'noted', reason: '', reply: '按甘州区2026年公布的标准执行。' }
  const answering = (id: string) => () =>
    call(CAST.comments, 'POST', `/api/matters/${m.id}/comments/${id}/answer`, answer)
  await row('answer a comment', answering(heard[0]?.id ?? ''))
  await answering(heard[1]?.id ?? '')()
  await row('sweep of the clock, nothing due', sweep(SWEEP))
  await row('sweep of notices, nothing due', sweep('close-notices'))
  await sweep('reconcile-comments')() // its first run, of an installation's whole life
  await row('comparison of comments, nothing ended', sweep('reconcile-comments'))
  local.clock.advance({ days: 31 })
  await row('close a call for opinions', sweep('close-notices'))
  await row('compare its comments, shard by shard', sweep('reconcile-comments'))
  m = await read(product, CAST.filer, m.id)
  await step('save 报备表', CAST.filer, 'form', { form: ROAD_FORM })
  await row('bring a paper (announce, arrive, check)', () =>
    paper(product, CAST.filer, m.id, { eventDate: '2026-04-02' }),
  )
  await get('open the volume', CAST.filer, `/api/matters/${m.id}/documents`)
  m = await read(product, CAST.filer, m.id)
  await step('finish the report', CAST.filer, 'finish')
  await step('stamp', CAST.townLeader, 'stamps/assessor', { opinion: '' })
  m = await act(product, CAST.traffic, m, 'stamps/decision', { opinion: '' })
  await step('submit', CAST.filer, 'submit')
  await step('accept', CAST.reviewer, 'accept')
  m = await act(product, CAST.officeLeader, m, 'stamps/office', { opinion: '' })
  m = await act(product, CAST.cityReviewer, m, 'stamps/superior', { opinion: '' })
  await step('file, with its number', CAST.reviewer, 'file', { opinion: 'agreed', remark: '' })
  await get('the record of a matter', CAST.filer, `/api/matters/${m.id}/record`)
  await get('the inbox', CAST.filer, '/api/inbox')
  await row('sign the day’s root', sweep('root-days'))
  await sizes.look(matters.scan())
  console.log('\n| index | partition | bytes in the index | bytes of the item |\n|---|---|---|---|')
  for (const [kind, { held, item }] of sizes.most) console.log(`| ${kind} | ${held} | ${item} |`)
  if (m.state !== 'filed') throw new Error('the story did not come to its end')
}

function print(what: string, { read: reads, write, billed, requests, keys }: Cost): void {
  const shown = keys.map((key) => `\`${key}\``).join('<br>')
  console.log(`| ${what} | ${reads} | ${write} | ${billed} | ${requests} | ${shown} |`)
}
