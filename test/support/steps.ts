import type { MatterView } from '../../functions/filing/contract.ts'
import type { Files } from '../../shared/files/files.ts'
import { dateInShanghai } from '../../shared/kernel/clock.ts'
import type { Product } from './product.ts'
import { CAST, ROAD, ROAD_FORM } from './road.ts'
import { pdf } from './samples.ts'
import { announced, REPORT } from './volume.ts'

export const NOTICE = {
  summary: ROAD.summary,
  questions: ['您对拓宽方案有什么意见?'],
  ways: [],
  contact: { office: '梁家墩镇综治中心', phone: '演示电话', email: '', address: '' },
  channels: [{ kind: 'board', where: '四个村的公告栏' }],
  attachments: [],
  days: 30,
  shortenReason: '',
  secrecyReviewer: '示例·保密员',
}

/** What the story needs of a product, on whatever adapters it runs. */
export interface Played extends Pick<Product, 'call'> {
  readonly clock: Pick<Product['clock'], 'advance' | 'now'>
  readonly features: readonly Pick<Product['features'][number], 'schedules'>[]
  readonly ports: { readonly files: Pick<Files, 'put'> }
}

/** What a command sends of what its person had in view: the revision of the part it is about; finishing freezes the form too. */
export function inView(m: Seen, step: string): { version: number; form?: number } {
  const form = m.form?.version ?? 0
  if (step === 'form') return { version: form }
  return { version: m.version, ...(step === 'finish' ? { form } : {}) }
}
type Seen = Pick<MatterView, 'version'> & { readonly form?: { readonly version: number } }

/** Does one command and gives the matter as it is then; what is refused fails the test with its words. */
export async function act(
  product: Played,
  who: string,
  m: Seen & Pick<MatterView, 'id'>,
  step: string,
  body: object = {},
): Promise<MatterView> {
  const got = await product.call(who, step === 'form' ? 'PUT' : 'POST', `/api/matters/${m.id}/${step}`, {
    ...inView(m, step),
    ...body,
  })
  if ((got.statusCode ?? 500) >= 300) throw new Error(`${step}: ${got.statusCode} ${got.body}`)
  return read(product, who, m.id)
}

export async function read(product: Played, who: string, id: string): Promise<MatterView> {
  return (await product.call(who, 'GET', `/api/matters/${id}`)).json as unknown as MatterView
}

/** Registered and published, the call for opinions over, nobody having said anything. */
export async function assessing(product: Played): Promise<MatterView> {
  const [m] = await assessingTogether(product, 1)
  return m as MatterView
}

async function assessingTogether(product: Played, count: number): Promise<MatterView[]> {
  const made: MatterView[] = []
  for (let i = 0; i < count; i++) {
    const m = (await product.call(CAST.filer, 'POST', '/api/matters', ROAD)).json as unknown as MatterView
    await act(product, CAST.filer, m, 'notices', { notice: NOTICE })
    made.push(m)
  }
  product.clock.advance({ days: 31 })
  for (const schedule of product.features.flatMap((f) => f.schedules)) await schedule.run()
  return Promise.all(made.map((m) => read(product, CAST.filer, m.id)))
}

/** …its report finished, stamped twice, submitted and accepted. */
export async function accepted(product: Played): Promise<MatterView> {
  return toAccepted(product, await assessing(product))
}

/** So many matters, accepted on one day. */
export async function acceptedTogether(product: Played, count: number): Promise<MatterView[]> {
  const all: MatterView[] = []
  for (const m of await assessingTogether(product, count)) all.push(await toAccepted(product, m))
  return all
}

async function toAccepted(product: Played, matter: MatterView): Promise<MatterView> {
  let m = await act(product, CAST.filer, matter, 'form', { form: ROAD_FORM })
  m = await withReport(product, m)
  m = await act(product, CAST.filer, m, 'finish')
  m = await act(product, CAST.townLeader, m, 'stamps/assessor', { opinion: '' })
  m = await act(product, CAST.traffic, m, 'stamps/decision', { opinion: '' })
  m = await act(product, CAST.filer, m, 'submit')
  return act(product, CAST.reviewer, m, 'accept')
}

/** Puts a verified paper, the report unless told, into the volume, past the tickets: uploading is not what these tests are about. @returns its id */
export async function paper(
  product: Played,
  who: string,
  matter: string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const content = pdf(3, '社会稳定风险评估报告')
  const { json } = await product.call(
    who,
    'POST',
    `/api/matters/${matter}/documents`,
    announced(content, { ...REPORT, eventDate: dateInShanghai(product.clock.now()), ...more }),
  )
  const { id } = json.document as { id: string }
  await product.ports.files.put('incoming', `${matter}/${id}`, content, { contentType: 'application/pdf' })
  const got = await product.call(who, 'POST', `/api/matters/${matter}/documents/${id}/arrived`)
  if ((got.json.document as { state?: string } | undefined)?.state !== 'verified') throw new Error(got.body)
  return id
}

async function withReport(product: Played, m: MatterView): Promise<MatterView> {
  await paper(product, CAST.filer, m.id)
  return read(product, CAST.filer, m.id)
}
