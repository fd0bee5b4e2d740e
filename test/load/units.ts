/**
 * `npm run measure:units`: what each access pattern costs in DynamoDB's units, by DynamoDB Local, as the table of
 * docs/data.md. One matter, one comment, one paper: lists cost what they show.
 */
import type { MatterView } from '../../functions/filing/contract.ts'
import { indexBytes } from '../support/aws/index-bytes.ts'
import { startDynamoDbLocal } from '../support/outside/dynamodb-local.ts'
import { openProduct } from '../support/product.ts'
import { CAST, ROAD, ROAD_FORM } from '../support/road.ts'
import { act, NOTICE, paper, read } from '../support/steps.ts'
import { formsOf, type PageForm, villager } from '../support/villager.ts'
import { HEADING, type UnitsBench, unitsBench } from './units-bench.ts'

process.env.AWS_ACCESS_KEY_ID ??= 'wenpingtests'
process.env.AWS_SECRET_ACCESS_KEY ??= 'only-for-servers-in-memory'

const started = process.env.DYNAMODB_ENDPOINT ? undefined : await startDynamoDbLocal()
const endpoint = process.env.DYNAMODB_ENDPOINT ?? (started?.env.DYNAMODB_ENDPOINT as string)
const local = await openProduct('2026-03-02T10:00:00+08:00')
try {
  const bench = await unitsBench(endpoint, local)
  console.log(HEADING)
  const m = await registering(bench)
  const sizes = indexBytes()
  await publishing(bench, m)
  await sizes.look(bench.matters.scan())
  await hearing(bench, m)
  await closing(bench)
  const filed = await filing(bench, await read(bench.product, CAST.filer, m.id))
  await sizes.look(bench.matters.scan())
  console.log('\n| index | partition | bytes in the index | bytes of the item |\n|---|---|---|---|')
  for (const [kind, { held, item }] of sizes.most) console.log(`| ${kind} | ${held} | ${item} |`)
  if (filed.state !== 'filed') throw new Error('the story did not come to its end')
} finally {
  local.close()
  await started?.stop()
}

async function registering({ get, row, product }: UnitsBench): Promise<MatterView> {
  await get('open the desk (whose posts are these?)', CAST.filer, '/api/me')
  let m = {} as MatterView
  await row('register a matter', async () => {
    m = (await product.call(CAST.filer, 'POST', '/api/matters', ROAD)).json as unknown as MatterView
  })
  await get('open a matter', CAST.filer, `/api/matters/${m.id}`)
  await get('a body’s list of matters', CAST.filer, '/api/matters')
  await get('what is mine to do now', CAST.filer, '/api/todo')
  await get('search by the tail of a number', CAST.filer, '/api/search?q=0001')
  return m
}

async function publishing({ streamed, step, row, consume }: UnitsBench, m: MatterView): Promise<void> {
  await streamed()
  await step('publish a notice', CAST.filer, m, 'notices', { notice: NOTICE })
  const published = await streamed()
  await row('render its page and the lists', () => consume('notices', published))
}

async function hearing({ handler, product, row, get, streamed, consume }: UnitsBench, m: MatterView): Promise<void> {
  const reader = villager(handler)
  const say = async (fields: Record<string, string>) => {
    const form = formsOf((await reader.get(`/say/${m.id}`)).body)[0] as PageForm
    const checked = await reader.submit(form, fields)
    return () => reader.submit(formsOf(checked.body)[0] as PageForm, { step: 'send' })
  }
  const words = { text: '青苗补偿按什么标准,请公开。', kind: 'question', stance: 'conditional' }
  await row('send a comment', await say(words))
  await row('send a comment with contact data', await say({ ...words, name: '示例·村民' }))
  const said = await streamed()
  await row('count two comments', () => consume('comments', said))
  const path = `/api/matters/${m.id}/comments`
  const list = await product.call(CAST.comments, 'GET', path)
  await get('an officer’s list of comments', CAST.comments, path)
  const [first, second] = list.json.comments as { id: string }[]
  const answer = { disposition: 'noted', reason: '', reply: '按甘州区2026年公布的标准执行。' }
  const answering = (comment: { id: string } | undefined) => () =>
    product.call(CAST.comments, 'POST', `${path}/${comment?.id}/answer`, answer)
  await row('answer a comment', answering(first))
  await answering(second)()
}

async function closing({ row, sweep }: UnitsBench): Promise<void> {
  await row('sweep of the clock, nothing due', () => sweep('sweep-clocks'))
  await row('sweep of notices, nothing due', () => sweep('close-notices'))
  await sweep('reconcile-comments') // its first run, of an installation's whole life
  await row('comparison of comments, nothing ended', () => sweep('reconcile-comments'))
  local.clock.advance({ days: 31 })
  await row('close a call for opinions', () => sweep('close-notices'))
  await row('compare its comments, shard by shard', () => sweep('reconcile-comments'))
}

async function filing({ product, row, get, step, sweep }: UnitsBench, begun: MatterView): Promise<MatterView> {
  let m = await step('save 报备表', CAST.filer, begun, 'form', { form: ROAD_FORM })
  await row('bring a paper (announce, arrive, check)', () =>
    paper(product, CAST.filer, m.id, { eventDate: '2026-04-02' }),
  )
  await get('open the volume', CAST.filer, `/api/matters/${m.id}/documents`)
  m = await read(product, CAST.filer, m.id)
  m = await step('finish the report', CAST.filer, m, 'finish')
  m = await step('stamp', CAST.townLeader, m, 'stamps/assessor', { opinion: '' })
  m = await act(product, CAST.traffic, m, 'stamps/decision', { opinion: '' })
  m = await step('submit', CAST.filer, m, 'submit')
  m = await step('accept', CAST.reviewer, m, 'accept')
  m = await act(product, CAST.officeLeader, m, 'stamps/office', { opinion: '' })
  m = await act(product, CAST.cityReviewer, m, 'stamps/superior', { opinion: '' })
  m = await step('file, with its number', CAST.reviewer, m, 'file', { opinion: 'agreed', remark: '' })
  await get('the record of a matter', CAST.filer, `/api/matters/${m.id}/record`)
  await get('the inbox', CAST.filer, '/api/inbox')
  await row('sign the day’s root', () => sweep('root-days'))
  return m
}
