import type { MatterView } from '../../functions/filing/contract.ts'
import { loadYear } from '../../shared/calendar/folder.ts'
import { type Got, send } from './http.ts'
import type { Product } from './product.ts'
import { CAST, ROAD_FORM } from './road.ts'
import { inView, NOTICE, paper } from './steps.ts'

/** What came of something that was tried; nothing when it could not even be asked for. */
type Outcome = { readonly statusCode?: number | undefined; readonly body?: string | undefined }

/** One thing that somebody tries on a matter as they saw it, lawful or not. */
export type Try = (product: Product, m: MatterView, n: number) => Promise<Outcome>

const nothing: Outcome = {}

const command =
  (who: string, step: string, body: (n: number, m: MatterView) => object = () => ({})): Try =>
  async (product, m, n) => {
    const path = `/api/matters/${m.id}/${step}`
    const ask = (key?: string) =>
      product.call(
        who,
        step === 'form' ? 'PUT' : 'POST',
        path,
        { ...inView(m, step), ...body(n, m) },
        key ? { 'idempotency-key': key } : {},
      )
    if (n % 4) return ask()
    // Pressed twice, or sent again on a poor line: both are told the same.
    const [one, two] = await Promise.all([ask(`key-${m.version}-${n}`), ask(`key-${m.version}-${n}`)])
    const alike = (one.statusCode ?? 0) < 300 === (two.statusCode ?? 0) < 300
    return alike ? one : { statusCode: 599, body: `${path} told one thing and another: ${one.body} ${two.body}` }
  }

const DEFECTS = [{ item: '栏目', what: '请补充' }]

/** Everything that can be tried on a matter; the way onward is there often, so that walks get far. */
export const TRIES: readonly Try[] = [
  command(CAST.filer, 'notices', () => ({ notice: NOTICE })),
  command(CAST.filer, 'form', (n) => ({ form: { ...ROAD_FORM, remarks: `第 ${n % 3} 稿` } })),
  command(CAST.filer, 'finish'),
  command(CAST.filer, 'revise'),
  command(CAST.townLeader, 'stamps/assessor', () => ({ opinion: '' })),
  command(CAST.traffic, 'stamps/decision', () => ({ opinion: '' })),
  command(CAST.filer, 'submit'),
  command(CAST.filer, 'recall'),
  command(CAST.reviewer, 'accept'),
  command(CAST.reviewer, 'return', () => ({ defects: DEFECTS })),
  command(CAST.reviewer, 'refuse', () => ({ reason: '措施不落实,请调整' })),
  command(CAST.officeLeader, 'stamps/office', () => ({ opinion: '' })),
  command(CAST.cityReviewer, 'stamps/superior', () => ({ opinion: '' })),
  command(CAST.reviewer, 'file', () => ({ opinion: 'agreed', remark: '' })),
  (product, m, n) => (n % 12 ? never() : command(CAST.filer, 'cancel', () => ({ reason: '不再实施' }))(product, m, n)),
  command(CAST.stranger, 'submit'),
  bring,
  command(CAST.townLeader, 'papers/assessor/confirm', (n, m) => ({
    document: m.papers.find(({ stamp }) => stamp === 'assessor')?.document ?? 'none',
    fits: n % 3 > 0,
    remark: '核对',
  })),
  putIntoVolume,
  takeFromVolume,
  say,
  say,
  takeBack,
  hear,
  hear,
  wait,
  together,
  together,
  ...Array.from({ length: 16 }, () => onward),
]

const never = () => Promise.resolve(nothing)

/** Two people at the same moment, each with what they had in view. */
async function together(product: Product, m: MatterView, n: number): Promise<Outcome> {
  const pick = (i: number) => TRIES[i % TRIES.length] as Try
  const [one, two] = [pick(n), pick(n * 7 + 3)].map((it) => (it === together || it === wait ? onward : it))
  const outcomes = await Promise.all([(one as Try)(product, m, n + 1), (two as Try)(product, m, n + 2)])
  return outcomes.find((outcome) => (outcome.statusCode ?? 0) >= 500) ?? nothing
}

async function wait(product: Product): Promise<Outcome> {
  product.clock.advance({ days: 11, hours: 1 })
  for (const schedule of product.features.flatMap((f) => f.schedules)) await schedule.run()
  return nothing
}

/** The lawful next step; everything else is thrown in between. */
async function onward(product: Product, m: MatterView, n: number): Promise<Outcome> {
  const now = (await product.call(CAST.filer, 'GET', `/api/matters/${m.id}`)).json as unknown as MatterView
  const go = (who: string, step: string, body: object = {}) => command(who, step, () => body)(product, now, n)
  switch (now.tasks.at(-1)?.name ?? now.state) {
    case 'publish-notice': {
      const got = await go(CAST.filer, 'notices', { notice: NOTICE })
      // The year in which it would end is not known: somebody loads its days off.
      if (got.body?.includes('还没有载入')) loadYear(`${product.dir}/calendar`, JSON.stringify(YEAR_2027))
      return got
    }
    case 'consulting':
      return wait(product)
    case 'finish-report':
    case 'correct': {
      await hear(product, now, n)
      if (n % 2) return putIntoVolume(product, now, 1)
      return now.form.gaps.length > 0 ? go(CAST.filer, 'form', { form: ROAD_FORM }) : go(CAST.filer, 'finish')
    }
    case 'stamp-assessor':
      return go(CAST.townLeader, 'stamps/assessor', { opinion: '' })
    case 'stamp-decision':
      return go(CAST.traffic, 'stamps/decision', { opinion: '' })
    case 'submit':
      return go(CAST.filer, 'submit')
    case 'accept':
      return go(CAST.reviewer, 'accept')
    case 'stamp-office':
      if (n % 3 === 0 && now.corrections === 0) return go(CAST.reviewer, 'return', { defects: DEFECTS })
      return go(CAST.officeLeader, 'stamps/office', { opinion: '' })
    case 'stamp-superior':
      return go(CAST.cityReviewer, 'stamps/superior', { opinion: '' })
    case 'file':
      return go(CAST.reviewer, 'file', { opinion: 'agreed', remark: '' })
    default:
      return nothing
  }
}

/** Invented for the walk; the real notice is not out. */
const YEAR_2027 = {
  year: 2027,
  source: { title: '示例·二〇二七年放假安排', number: '示例〔2026〕1号', issued: '2026-11-20' },
  holidays: [
    { name: '元旦', from: '2027-01-01', to: '2027-01-03', workdays: [] },
    { name: '春节', from: '2027-02-06', to: '2027-02-12', workdays: ['2027-02-14'] },
    { name: '清明节', from: '2027-04-05', to: '2027-04-05', workdays: [] },
    { name: '劳动节', from: '2027-05-01', to: '2027-05-05', workdays: [] },
    { name: '端午节', from: '2027-06-09', to: '2027-06-09', workdays: [] },
    { name: '国庆节', from: '2027-10-01', to: '2027-10-07', workdays: [] },
  ],
}

const fine = () => nothing

function putIntoVolume(product: Product, m: MatterView, n: number): Promise<Outcome> {
  return paper(product, CAST.filer, m.id, n % 4 ? {} : { kind: 'visit', source: 'signed-scan' }).then(fine, fine)
}

interface Paper {
  readonly id: string
  readonly may: { readonly withdraw: boolean }
}

async function papersOf(product: Product, m: MatterView): Promise<readonly Paper[]> {
  const { json } = await product.call(CAST.filer, 'GET', `/api/matters/${m.id}/documents`)
  return json.documents as Paper[]
}

async function takeFromVolume(product: Product, m: MatterView, n: number): Promise<Outcome> {
  const papers = await papersOf(product, m)
  const one = papers[n % Math.max(1, papers.length)]
  if (!one) return nothing
  return product.call(CAST.filer, 'POST', `/api/matters/${m.id}/documents/${one.id}/withdraw`, { reason: '传错了' })
}

/** Any paper of the volume is said to be the scan of the stamp. */
async function bring(product: Product, m: MatterView, n: number): Promise<Outcome> {
  const document = (await papersOf(product, m)).at(-1)?.id ?? 'none'
  return command(CAST.archivist, 'papers/assessor', () => ({ versionCode: m.form.versionCode, document }))(
    product,
    m,
    n,
  )
}

const JSON_TYPE = { 'content-type': 'application/json' }
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' }
/** Receipts of each product's villagers: what they know and nobody else. */
const receipts = new WeakMap<Product, { matter: string; code: string }[]>()

async function say(product: Product, m: MatterView, n: number): Promise<Outcome> {
  const path = `/say/${m.id}`
  const form = await send(product.handler, { path })
  const key = /name="key" value="([^"]+)"/.exec(form.body ?? '')?.[1]
  if (!key) return form
  const kind = n % 7 ? '' : 'accusation'
  const words = { text: `意见 ${n}`, stance: ['support', 'oppose', ''][n % 3], kind, name: n % 5 ? '' : '示例·村民' }
  const tell = () =>
    send(product.handler, { method: 'POST', path, headers: JSON_TYPE, body: JSON.stringify({ key, ...words }) })
  const [got, twin] = await Promise.all([tell(), tell()])
  if (got.body !== twin.body) return { statusCode: 599, body: `one form, two receipts: ${got.body} ${twin.body}` }
  const known = receipts.get(product) ?? []
  receipts.set(product, [...known, { matter: m.id, code: String(got.json.code) }])
  return got
}

async function takeBack(product: Product, _: MatterView, n: number): Promise<Outcome> {
  const known = receipts.get(product) ?? []
  const receipt = known[n % Math.max(1, known.length)]
  if (!receipt) return nothing
  const body = new URLSearchParams(receipt).toString()
  return send(product.handler, { method: 'POST', path: '/lookup/withdraw', headers: FORM_TYPE, body })
}

/** The officer deals with all that is open, one way or another. */
async function hear(product: Product, m: MatterView, n: number): Promise<Outcome> {
  const at = `/api/matters/${m.id}`
  const officer = (path: string, body: object) => product.call(CAST.comments, 'POST', `${at}${path}`, body)
  const list = await product.call(CAST.comments, 'GET', `${at}/comments?bucket=underReview`)
  const ids = ((list.json.comments ?? []) as { id: string }[]).map(({ id }) => id)
  const outcomes: Got[] = [list]
  if (n % 5 === 0 && ids.length > 1) {
    const theme = { title: '主题', summary: '归纳', disposition: 'partly', reason: '理由写在这里' }
    outcomes.push(await officer('/themes', { ...theme, comments: ids }))
  }
  for (const id of ids) {
    if (n % 3 === 0) outcomes.push(await officer(`/comments/${id}/screen`, { kind: 'question' }))
    if (n % 7 === 0) outcomes.push(await officer(`/comments/${id}/contact`, { reason: '核实面积' }))
    outcomes.push(
      n % 4
        ? await officer(`/comments/${id}/answer`, { disposition: 'not', reason: '理由', reply: '答复' })
        : await officer(`/comments/${id}/withhold`, { reason: '与事项无关' }),
    )
  }
  return outcomes.find((got) => (got.statusCode ?? 500) >= 500) ?? list
}
