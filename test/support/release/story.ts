import type { MatterView } from '../../../functions/filing/contract.ts'
import { CAST, ROAD } from '../road.ts'
import { act, NOTICE, paper, read } from '../steps.ts'
import { walk } from './onward.ts'
import { bringPapers, leaveArrivals } from './papers.ts'
import { pauseReview } from './pause.ts'
import { ACCUSATION, people, type Receipt } from './people.ts'
import type { Play } from './play.ts'

/** Matters, by the name under which the story knows them, and the state in which it leaves each. */
const PLACES = {
  registered: 'registered',
  cancelledEarly: 'cancelled',
  cancelledConsulting: 'cancelled',
  consulting: 'consulting',
  publishedAgain: 'consulting',
  closed: 'assessing',
  refused: 'assessing',
  revised: 'assessing',
  reported: 'reported',
  reportedOneStamp: 'reported',
  reportedTwoStamps: 'reported',
  reportedPaperWaits: 'reported',
  reportedCorrected: 'reported',
  recalled: 'reported',
  submitted: 'submitted',
  submittedCity: 'submitted',
  accepted: 'accepted',
  acceptedPaused: 'accepted',
  acceptedOffice: 'accepted',
  acceptedSuperior: 'accepted',
  returned: 'returned',
  filedAgreed: 'filed',
  filedWarned: 'filed',
} as const
type Place = keyof typeof PLACES
type Ids = Record<Place, string>

/** What a test is told of a fixture. Read for ever: a later story may add to it, and changes nothing. */
export interface Story {
  /** The last instant of the fixture: time goes on from here. */
  readonly at: string
  readonly matters: Readonly<Record<string, { readonly id: string; readonly state: string }>>
  readonly receipts: Readonly<Record<string, Receipt>>
  /** The words that only the receiving body can open. */
  readonly accusation: string
  /** A command with its key, as it was sent: sent again it is carried out no second time. */
  readonly command: { readonly account: string; readonly key: string; readonly body: unknown; readonly made: string }
}

const ALL = Object.keys(PLACES) as Place[]
const LATER: readonly Place[] = ['registered', 'consulting']

/**
 * Plays five weeks of an office. All people are invented.
 * @param breakdown makes counting what people write fail, or work again
 */
export async function tell(play: Play, breakdown: (broken: boolean) => void): Promise<Story> {
  const { product } = play
  await staff(play)
  const matters = {} as Ids
  const go: Go = async (place, who, step, body = {}) =>
    act(product, who, await read(product, CAST.filer, matters[place]), step, body)
  for (const place of ALL.filter((one) => !LATER.includes(one))) {
    matters[place] = await register(play, place)
    if (place !== 'cancelledEarly') await go(place, CAST.filer, 'notices', { notice: NOTICE })
  }
  const { first, late, second, unlucky, last, receipts } = people(play)
  await go('cancelledEarly', CAST.filer, 'cancel', { reason: '示例：不再实施' })
  await first(matters.closed, matters.filedAgreed)
  await go('cancelledConsulting', CAST.filer, 'cancel', { reason: '示例：资金未落实' })
  // Reminders two days before the end, then the end.
  await play.crank({ days: 17 })
  await play.crank({ days: 4 })
  await late(matters.closed)
  await bringPapers(play, matters.closed)
  await through(play, matters, go)

  matters.consulting = await register(play, 'consulting')
  const plan = await paper(product, CAST.filer, matters.consulting, { kind: 'plan', title: '示例：评估方案' })
  await go('consulting', CAST.filer, 'notices', { notice: { ...NOTICE, attachments: [plan] } })
  await second(matters.consulting, matters.publishedAgain)
  await readMessage(play)
  breakdown(true)
  await unlucky(matters.consulting)
  for (let attempts = 0; attempts < 8; attempts++) await play.crank({ minutes: 10 })
  breakdown(false)
  const command = { account: CAST.filer, key: 'release-fixture-1', body: factsOf('registered') }
  const { account, key, body } = command
  matters.registered = idOf(await product.call(account, 'POST', '/api/matters', body, { 'idempotency-key': key }))
  await play.crank()
  // From here on nothing reacts: what comes now waits in the feed, and in `incoming`, for the next start.
  await play.stop()
  await leaveArrivals(play, matters.closed)
  await last(matters.consulting)
  return {
    at: product.clock.now().toISOString(),
    matters: Object.fromEntries(ALL.map((place) => [place, { id: matters[place], state: PLACES[place] }])),
    receipts,
    accusation: ACCUSATION,
    command: { ...command, made: matters.registered },
  }
}

type Go = (place: Place, who: string, step: string, body?: object) => Promise<MatterView>

/** From the end of the consultation, each to its place. */
async function through(play: Play, matters: Ids, go: Go): Promise<void> {
  const to = (place: Place, until: (m: MatterView) => boolean) => walk(play, matters[place], until)
  const state = (wanted: string) => (m: MatterView) => m.state === wanted
  const sealed = (n: number) => (m: MatterView) => Object.keys(m.stamps).length === n

  await to('reported', state('reported'))
  await to('reportedOneStamp', sealed(1))
  await to('reportedTwoStamps', sealed(2))
  const { form } = await to('reportedPaperWaits', state('reported'))
  const scan = { kind: 'stamped-scan', source: 'signed-scan', title: '示例：盖章扫描件', filename: '盖章.pdf' }
  const document = await paper(play.product, CAST.archivist, matters.reportedPaperWaits, scan)
  await go('reportedPaperWaits', CAST.filer, 'papers/assessor', { versionCode: form.versionCode, document })
  await to('revised', sealed(1))
  await go('revised', CAST.filer, 'revise')
  await to('recalled', state('submitted'))
  await go('recalled', CAST.filer, 'recall')

  for (const place of ['refused', 'publishedAgain'] as const) {
    await to(place, state('accepted'))
    await go(place, CAST.reviewer, 'refuse', { reason: '示例：措施不落实，请调整后再评' })
  }
  await go('publishedAgain', CAST.filer, 'notices', { notice: NOTICE })

  const defects = [{ item: '主要风险', what: '示例：请写明责任单位' }]
  for (const place of ['returned', 'reportedCorrected', 'filedWarned'] as const) {
    await to(place, state('accepted'))
    await go(place, CAST.reviewer, 'return', { defects })
  }
  await to('reportedCorrected', state('reported'))
  for (const place of ['submitted', 'submittedCity'] as const) await to(place, state('submitted'))
  for (const place of ['accepted', 'acceptedPaused'] as const) await to(place, state('accepted'))
  await pauseReview(play, matters.acceptedPaused)
  await to('acceptedOffice', sealed(3))
  await to('acceptedSuperior', sealed(4))
  await to('filedAgreed', state('filed'))
  await to('filedWarned', sealed(4))
  await go('filedWarned', CAST.reviewer, 'file', { opinion: 'warned', remark: '示例：请注意施工扰民' })
}

/** Leave, lending, an appointment and an account that was closed, beside the people of the demonstration. */
async function staff({ product }: Play): Promise<void> {
  const change = async (who: string, path: string, body: object) => {
    const got = await product.call(who, 'POST', `/api/organs/${path}`, body)
    if (got.statusCode !== 200) throw new Error(`${path}: ${got.statusCode} ${got.body}`)
  }
  const [from, to] = ['2026-03-02', '2026-12-31']
  await change('lj-leader', '620702100/leave', { account: 'lj-comments', from, to: '2026-03-10' })
  const lent = { post: '620702-PLC.reviewer', account: 'zy-inspector', from, to, document: '示例〔2026〕1号' }
  await change('zy-admin', '620702-PLC/lend', lent)
  for (const id of ['lj-new', 'lj-gone']) await change('lj-leader', '620702100/accounts', { id, name: `示例·${id}` })
  const seat = { duty: 'archivist', seat: 2, title: '档案员（第2席）', account: 'lj-new', as: 'holder', from }
  await change('lj-leader', '620702100/appoint', seat)
  await change('lj-leader', '620702100/close-account', { account: 'lj-gone' })
}

const factsOf = (place: Place) => ({
  ...ROAD,
  title: `示例：${place}`,
  tracks: ['zhangye-local'],
  decidedAt: place === 'submittedCity' ? 'city' : 'county',
  summary: '示例：拓宽一条村道，事项和人员都是虚构的。',
  villages: ['太和村'],
  projectCode: '',
})

async function register({ product }: Play, place: Place): Promise<string> {
  return idOf(await product.call(CAST.filer, 'POST', '/api/matters', factsOf(place)))
}

function idOf({ statusCode, json, body }: Awaited<ReturnType<Play['lookUp']>>): string {
  if (statusCode !== 201) throw new Error(`${statusCode} ${body}`)
  return String(json.id)
}

/** One read, the others not. */
async function readMessage({ product }: Play): Promise<void> {
  const { json } = await product.call(CAST.filer, 'GET', '/api/inbox')
  const [first] = json.items as { id: string }[]
  const got = await product.call(CAST.filer, 'POST', `/api/inbox/${encodeURIComponent(String(first?.id))}/read`)
  if (got.statusCode !== 204) throw new Error(`${got.statusCode} ${got.body}`)
}
