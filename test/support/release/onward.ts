import type { Catalogue } from '../../../functions/archive/contract.ts'
import type { Form, MatterView } from '../../../functions/filing/contract.ts'
import { CAST } from '../road.ts'
import { act, NOTICE, paper, read } from '../steps.ts'
import type { Play } from './play.ts'

export const FORM: Form = {
  level: 'low',
  levelReason: '多数群众支持，少数人有顾虑。',
  overview: '示例：意见已逐条研究答复。',
  risks: [{ name: '出行受阻', cause: '半幅施工', measure: '分段施工', owner: '示例单位', dueOn: '2026-10-31' }],
  conclusion: '风险可控，建议实施。',
  useOfResult: '作为决策依据。',
  remarks: '',
}

/** No lawful step is refused so often: a walk that comes no further is a fault of the product. */
const MOST_STEPS = 40

/**
 * Takes the lawful next step of a matter until it is where it is wanted, through the API alone and as the people whose
 * steps they are. What the matter's own to-do list says decides.
 */
export async function walk(play: Play, id: string, until: (m: MatterView) => boolean): Promise<MatterView> {
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const m = await read(play.product, CAST.filer, id)
    if (until(m)) return m
    await next(play, m)
  }
  const { state, tasks } = await read(play.product, CAST.filer, id)
  throw new Error(`${id} does not get on: ${state}, to do ${tasks.map((t) => t.name).join() || 'nothing'}`)
}

async function next(play: Play, m: MatterView): Promise<unknown> {
  const { product } = play
  switch (m.state) {
    case 'registered':
      return act(product, CAST.filer, m, 'notices', { notice: NOTICE })
    case 'consulting':
      return play.crank({ days: 31 })
    case 'assessing':
    case 'returned':
      return finish(play, m)
    case 'reported':
      return seal(play, m)
    case 'submitted':
      return act(product, reviewers(m).reviewer, m, 'accept')
    case 'accepted':
      return review(play, m)
    default:
      throw new Error(`${m.id} is ${m.state}: nothing follows`)
  }
}

async function finish(play: Play, m: MatterView): Promise<unknown> {
  const { product } = play
  await play.crank()
  await answerAll(play, m.id)
  await withReport(play, m.id)
  let now = await read(product, CAST.filer, m.id)
  if (now.form.gaps.length > 0) now = await act(product, CAST.filer, now, 'form', { form: FORM })
  return act(product, CAST.filer, now, 'finish')
}

/** Everything that people said is answered, page for page. */
async function answerAll({ product }: Play, id: string): Promise<void> {
  for (let cursor = ''; ; ) {
    const more = cursor && `&cursor=${encodeURIComponent(cursor)}`
    const at = `/api/matters/${id}/comments`
    const { json } = await product.call(CAST.comments, 'GET', `${at}?bucket=underReview${more}`)
    for (const comment of (json.comments ?? []) as { id: string }[]) {
      const body = { disposition: 'not', reason: '示例：不在本事项范围', reply: '示例：已转有关单位' }
      const got = await product.call(CAST.comments, 'POST', `${at}/${comment.id}/answer`, body)
      if (got.statusCode !== 200) throw new Error(`${got.statusCode} ${got.body}`)
    }
    if (typeof json.cursor !== 'string') return
    cursor = json.cursor
  }
}

async function withReport({ product }: Play, id: string): Promise<void> {
  const { json } = await product.call(CAST.filer, 'GET', `/api/matters/${id}/documents`)
  const { documents } = json as unknown as Catalogue
  if (documents.some((one) => one.kind === 'report' && one.state === 'verified' && one.replacedBy === '')) return
  await paper(product, CAST.filer, id)
}

async function seal({ product }: Play, m: MatterView): Promise<unknown> {
  const scan = m.papers.find((one) => one.stamp === 'assessor')
  if (scan) {
    const compared = { document: scan.document, fits: true, remark: '与原件一致' }
    return act(product, CAST.townLeader, m, 'papers/assessor/confirm', compared)
  }
  if (!m.stamps.assessor) return act(product, CAST.townLeader, m, 'stamps/assessor', { opinion: '' })
  if (!m.stamps.decision) return act(product, CAST.traffic, m, 'stamps/decision', { opinion: '' })
  return act(product, CAST.filer, m, 'submit')
}

async function review({ product }: Play, m: MatterView): Promise<unknown> {
  const { reviewer, leader } = reviewers(m)
  if (!m.stamps.office) return act(product, leader, m, 'stamps/office', { opinion: '' })
  if (m.superior && !m.stamps.superior) return act(product, CAST.cityReviewer, m, 'stamps/superior', { opinion: '' })
  return act(product, reviewer, m, 'file', { opinion: 'agreed', remark: '' })
}

function reviewers({ authority }: MatterView): { reviewer: string; leader: string } {
  return authority.code === '6207-PLC'
    ? { reviewer: CAST.cityReviewer, leader: 'zy-leader' }
    : { reviewer: CAST.reviewer, leader: CAST.officeLeader }
}
