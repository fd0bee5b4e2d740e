import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MatterView } from '../../functions/filing/contract.ts'
import { changeMatter, type Matter, STATES } from '../../functions/matters/offers.ts'
import { withParts } from '../../functions/parts.ts'
import { SYSTEM } from '../../shared/events/chain.ts'
import { openProduct, type Product } from '../support/product.ts'
import { CAST, ROAD, ROAD_FORM } from '../support/road.ts'
import { inView, NOTICE } from '../support/steps.ts'

let product: Product
beforeAll(async () => {
  product = await openProduct('2026-03-02T10:00:00+08:00')
})
afterAll(() => product.close())

const finished = (formHash: string) => ({ author: 'nobody-here', formHash, revision: 1, notice: 'n' })
const LIVES: Record<(typeof STATES)[number], (formHash: string) => Matter['life']> = {
  registered: () => ({ state: 'registered' }),
  consulting: () => ({ state: 'consulting', notice: 'n', closesAt: '2026-06-01T00:00:00.000Z' }),
  assessing: () => ({ state: 'assessing', notice: 'n', reason: '' }),
  reported: (hash) => ({ state: 'reported', ...finished(hash), after: 'assessing' }),
  submitted: (hash) => ({ state: 'submitted', ...finished(hash), after: 'assessing' }),
  accepted: (hash) => ({ state: 'accepted', ...finished(hash), acceptedBy: 'nobody-here' }),
  returned: () => ({ state: 'returned', notice: 'n' }),
  filed: (hash) => ({ state: 'filed', ...finished(hash), filingNumber: '1', opinion: 'agreed', remark: '' }),
  cancelled: () => ({ state: 'cancelled', reason: '不再实施' }),
}

/** Each act: its command, and what is sent with it. */
const ACTS: Record<string, readonly [path: string, body: (m: MatterView) => object]> = {
  cancel: ['cancel', () => ({ reason: '不再实施' })],
  publish: ['notices', () => ({ notice: NOTICE })],
  'save-form': ['form', (m) => ({ form: ROAD_FORM, version: m.form.version })],
  finish: ['finish', () => ({})],
  revise: ['revise', () => ({})],
  submit: ['submit', () => ({})],
  recall: ['recall', () => ({})],
  accept: ['accept', () => ({})],
  return: ['return', () => ({ defects: [{ item: '栏目', what: '请补充' }] })],
  refuse: ['refuse', () => ({ reason: '措施不落实,请调整' })],
  file: ['file', () => ({ opinion: 'agreed', remark: '' })],
  'stamp:assessor': ['stamps/assessor', () => ({ opinion: '' })],
  'stamp:decision': ['stamps/decision', () => ({ opinion: '' })],
  'stamp:office': ['stamps/office', () => ({ opinion: '' })],
  'stamp:superior': ['stamps/superior', () => ({ opinion: '' })],
  'bring-paper:assessor': ['papers/assessor', (m) => ({ versionCode: m.form.versionCode, document: 'none' })],
  'bring-paper:office': ['papers/office', (m) => ({ versionCode: m.form.versionCode, document: 'none' })],
}
const PEOPLE = [...Object.values(CAST), 'zy-leader', 'zy-comments', 'lj-comments']

const view = async (who: string, id: string) => (await product.call(who, 'GET', `/api/matters/${id}`)).json

/** The matter in this state, with no stamp, whatever the one before did. @returns it as the filer sees it */
async function put(id: string, state: (typeof STATES)[number]): Promise<MatterView> {
  const { form } = (await view(CAST.filer, id)) as unknown as MatterView
  await changeMatter(withParts(product.ports), id, SYSTEM, async (head) => ({
    after: { ...head, life: LIVES[state](form.formHash), stamps: {}, stepRev: head.stepRev + 1 },
    type: 'test.moved',
  }))
  return (await view(CAST.filer, id)) as unknown as MatterView
}

it.each(STATES)('what a view lists is what the commands do, for everybody and each act: %s', async (state) => {
  const id = String((await product.call(CAST.filer, 'POST', '/api/matters', ROAD)).json.id)
  await product.call(CAST.filer, 'PUT', `/api/matters/${id}/form`, { version: 0, form: ROAD_FORM })
  for (const who of PEOPLE) {
    for (const [name, [path, body]] of Object.entries(ACTS)) {
      const m = await put(id, state)
      const own = await view(who, id)
      const notices = (await product.call(who, 'GET', `/api/matters/${id}/notices`)).json
      const listed = [own.acts ?? [], notices.acts ?? []].flat() as MatterView['acts']
      const act = listed.find((one) => one.name === name)
      const method = name === 'save-form' ? 'PUT' : 'POST'
      const got = await product.call(who, method, `/api/matters/${id}/${path}`, { ...inView(m, path), ...body(m) })
      const said = `${who} ${name}: ${got.statusCode} ${got.json.code ?? ''}`
      expect(got.statusCode, said).toBeLessThan(500)
      if (!act) expect(['forbidden', 'not-found'], said).toContain(got.json.code)
      else if (act.notNow) expect(got.statusCode, said).toBeGreaterThanOrEqual(400)
      else expect(['forbidden', 'not-found', 'wrong-state'], said).not.toContain(got.json.code)
    }
  }
})
