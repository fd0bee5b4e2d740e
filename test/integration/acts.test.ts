import { afterEach, beforeEach, expect, it } from 'vitest'
import type { MatterView } from '../../functions/filing/contract.ts'
import { STAMPS } from '../../functions/matters/contract.ts'
import { openProduct, type Product } from '../support/product.ts'
import { CAST, ROAD, ROAD_FORM } from '../support/road.ts'
import { act, inView, NOTICE, paper, read } from '../support/steps.ts'

let product: Product
beforeEach(async () => {
  product = await openProduct('2026-03-02T10:00:00+08:00')
})
afterEach(() => product.close())

type Asked = readonly [path: string, body: object]

/** Every act of a matter, as its button sends it. */
function commandsOf(m: MatterView, scan: string): Readonly<Record<string, Asked>> {
  const stamps = STAMPS.flatMap((stamp): [string, Asked][] => [
    [`stamp:${stamp}`, [`stamps/${stamp}`, { opinion: '' }]],
    [`bring-paper:${stamp}`, [`papers/${stamp}`, { versionCode: m.form.versionCode, document: scan }]],
  ])
  const confirms = m.papers.map(({ stamp, document }): [string, Asked] => [
    `confirm-paper:${stamp}`,
    [`papers/${stamp}/confirm`, { document, fits: true, remark: '' }],
  ])
  return {
    publish: ['notices', { notice: NOTICE }],
    cancel: ['cancel', { reason: '不再实施' }],
    'save-form': ['form', { version: m.form.version, form: { ...ROAD_FORM, remarks: '示例' } }],
    finish: ['finish', {}],
    revise: ['revise', {}],
    submit: ['submit', {}],
    recall: ['recall', {}],
    accept: ['accept', {}],
    return: ['return', { defects: [{ item: '栏目', what: '请补充' }] }],
    refuse: ['refuse', { reason: '措施不落实，请调整' }],
    file: ['file', { opinion: 'agreed', remark: '' }],
    ...Object.fromEntries([...stamps, ...confirms]),
  }
}

/** What the command answers when nothing can be written: `taken` if it would have been carried out. */
async function answerTo(who: string, m: MatterView, [path, body]: Asked): Promise<string> {
  const method = path === 'form' ? 'PUT' : 'POST'
  const got = await product.call(who, method, `/api/matters/${m.id}/${path}`, { ...inView(m, path), ...body })
  // 200: the same scan brought again is one that waits already.
  if (got.statusCode === 500 || got.statusCode === 200) return 'taken'
  if (['forbidden', 'not-found'].includes(String(got.json.code))) return 'not theirs'
  if (path === 'finish' && missesOnlyOfOthers(got.json.fields)) return 'taken'
  return `not now: ${got.json.detail}`
}

/** What other parts miss is told when the report is to be finished: the button asks its own feature alone. */
const missesOnlyOfOthers = (fields: unknown) =>
  Array.isArray(fields) && fields.length > 0 && fields.every(({ field }) => /^(comments|documents)/.test(String(field)))

const kind = (answer: string) => answer.split(':')[0]

const seen = new Set<string>()

/** Where what a view says differs from what the command answers. */
async function disagreements(id: string, scan: string): Promise<string[]> {
  const table = product.ports.matters
  const { commit } = table
  const found: string[] = []
  for (const who of Object.values(CAST)) {
    const m = await read(product, who, id)
    if (!m.id) continue // another body's: there is no view of it
    const notices = (await product.call(who, 'GET', `/api/matters/${id}/notices`)).json.acts as MatterView['acts']
    table.commit = () => Promise.reject(new Error('nothing is written'))
    for (const [name, asked] of Object.entries(commandsOf(m, scan))) {
      const shown = [...m.acts, ...notices].find((one) => one.name === name)
      const says = !shown ? 'not theirs' : shown.notNow ? `not now: ${shown.notNow}` : 'taken'
      const answers = await answerTo(who, m, asked)
      if (says === 'taken') seen.add(name)
      // Of a report the button names the form's gaps, the command all that is missing.
      const alike = name === 'finish' ? kind(says) === kind(answers) : says === answers
      if (!alike) found.push(`${m.state}: ${name} of ${who} is shown as ${says}, and answered: ${answers}`)
    }
    table.commit = commit
  }
  return found
}

it('what a view offers its command takes, and what it does not the command refuses in the same words', async () => {
  const { id } = (await product.call(CAST.filer, 'POST', '/api/matters', ROAD)).json as unknown as MatterView
  let scan = 'none'
  const go = async (who: string, step: string, body: object = {}) => {
    await act(product, who, await read(product, who, id), step, body)
    expect(await disagreements(id, scan), step).toEqual([])
  }
  const stamp = (who: string, name: string) => go(who, `stamps/${name}`, { opinion: '' })
  expect(await disagreements(id, scan)).toEqual([])
  await go(CAST.filer, 'notices', { notice: NOTICE })
  product.clock.advance({ days: 31 })
  for (const schedule of product.features.flatMap((f) => f.schedules)) await schedule.run()
  expect(await disagreements(id, scan), 'closed').toEqual([])
  await go(CAST.filer, 'form', { form: ROAD_FORM })
  await paper(product, CAST.filer, id)
  scan = await paper(product, CAST.filer, id, { kind: 'visit', source: 'signed-scan' })
  await go(CAST.filer, 'finish')
  const { versionCode } = (await read(product, CAST.filer, id)).form
  await go(CAST.archivist, 'papers/assessor', { versionCode, document: scan })
  await go(CAST.townLeader, 'papers/assessor/confirm', { document: scan, fits: true, remark: '' })
  await stamp(CAST.traffic, 'decision')
  await go(CAST.filer, 'submit')
  await go(CAST.reviewer, 'accept')
  await go(CAST.reviewer, 'return', { defects: [{ item: '栏目', what: '请补充' }] })
  await go(CAST.filer, 'finish')
  await stamp(CAST.townLeader, 'assessor')
  await stamp(CAST.traffic, 'decision')
  await go(CAST.filer, 'submit')
  await go(CAST.reviewer, 'accept')
  await stamp(CAST.officeLeader, 'office')
  await stamp(CAST.cityReviewer, 'superior')
  await go(CAST.reviewer, 'file', { opinion: 'agreed', remark: '' })
  expect([...seen].sort()).toEqual(
    [...Object.keys(commandsOf(await read(product, CAST.filer, id), scan)), 'confirm-paper:assessor'].sort(),
  )
})
