import { beforeEach, describe, expect, it } from 'vitest'
import { chinaCalendar } from '../../shared/calendar/china.ts'
import { SYSTEM } from '../../shared/events/chain.ts'
import { verifyAll } from '../../shared/events/verify.ts'
import { silent } from '../../shared/observe/observe.ts'
import { demoOrgans } from '../../test/support/organs.ts'
import { CAST, ROAD, ROAD_FORM } from '../../test/support/road.ts'
import { memorySigner } from '../../test/support/signer.ts'
import { type Call, staffApi } from '../../test/support/staff.ts'
import { inView } from '../../test/support/steps.ts'
import { compose as composeMatters } from '../matters/compose.ts'
import { changeMatter, type MatterDeps, stepTaken } from '../matters/offers.ts'
import { noticesPart } from '../notices/part.ts'
import { compose } from './compose.ts'
import type { MatterView } from './contract.ts'
import { filingPart } from './part.ts'

type World = Awaited<ReturnType<typeof demoOrgans>>
let world: World
let call: Call
let matterDeps: MatterDeps

beforeEach(async () => {
  world = await demoOrgans()
  const { clock, deps } = world
  const ports = {
    ...deps,
    matters: world.table,
    calendar: chinaCalendar(),
    signer: memorySigner(clock.now),
    log: silent,
    parts: [filingPart(world.table), noticesPart],
    volume: { holds: () => Promise.reject(new Error('no scan is brought here')) },
  }
  matterDeps = ports
  call = staffApi(world.table, clock.now, [composeMatters(ports), compose(ports)]).call
})

const ok = async (...args: Parameters<Call>): Promise<MatterView> => {
  const got = await call(...args)
  expect(got, JSON.stringify(got.json)).toMatchObject({ statusCode: expect.toSatisfy((s: number) => s < 300) })
  return got.json as unknown as MatterView
}
const register = async () => {
  const { id } = await ok(CAST.filer, 'POST', '/api/matters', ROAD)
  return ok(CAST.filer, 'GET', `/api/matters/${id}`)
}
const saveForm = (m: MatterView, form: object) =>
  ok(CAST.filer, 'PUT', `/api/matters/${m.id}/form`, { version: m.form.version, form })
const act = (who: string, m: MatterView, step: string, body: object = {}) =>
  ok(who, 'POST', `/api/matters/${m.id}/${step}`, { ...inView(m, step), ...body })

/** The public's part belongs to another feature: here the clock alone has run out. */
async function assess(matter: MatterView): Promise<MatterView> {
  await changeMatter(matterDeps, matter.id, SYSTEM, async (head, at) => {
    const closesAt = at.toISOString()
    const open = stepTaken(head, 'open-consultation', { state: 'consulting', notice: 'n', closesAt }, '', at)
    const life = { state: 'assessing', notice: 'n', reason: '' } as const
    return { after: stepTaken(open, 'close-consultation', life, '', at), type: 'test.assessed' }
  })
  return ok(CAST.filer, 'GET', `/api/matters/${matter.id}`)
}

async function submitted(): Promise<MatterView> {
  let m = await assess(await register())
  m = await saveForm(m, ROAD_FORM)
  m = await act(CAST.filer, m, 'finish')
  m = await act(CAST.townLeader, m, 'stamps/assessor', { opinion: '同意报送' })
  m = await act(CAST.traffic, m, 'stamps/decision', { opinion: '同意实施' })
  return act(CAST.filer, m, 'submit')
}

describe('filing a matter', () => {
  it('goes from registration to a filing number through six people, each step shown to both sides alike', async () => {
    let m = await submitted()
    expect(m).toMatchObject({ id: 'WP-620702100-2026-0001', stateName: '已报送,待受理', holder: '甘州区委政法委' })
    const [clock] = m.clocks
    expect(clock).toMatchObject({ state: 'running', dueOn: '2026-12-01' })
    m = await act(CAST.reviewer, m, 'accept')
    m = await act(CAST.officeLeader, m, 'stamps/office', { opinion: '同意' })
    m = await act(CAST.cityReviewer, m, 'stamps/superior', { opinion: '备案' })
    m = await act(CAST.reviewer, m, 'file', { opinion: 'agreed', remark: '' })
    expect(m).toMatchObject({ state: 'filed', filingNumber: '甘州稳评备〔2026〕1号', tasks: [] })
    expect(m.clocks.every((c) => c.state === 'closed')).toBe(true)
    const seen = await ok(CAST.filer, 'GET', `/api/matters/${m.id}`)
    expect(seen).toMatchObject({ state: m.state, holder: m.holder, next: m.next, since: m.since })
    for await (const { findings } of verifyAll(world.table)) expect(findings).toEqual([])
  })

  it('says before the filer tries what a report and its submission still wait for, in the words of the refusal', async () => {
    let m = await assess(await register())
    const reasonOf = (name: string) => m.acts.find((act) => act.name === name)?.notNow
    expect(reasonOf('finish')).toMatch(/^报备表还有 \d+ 处没有填。$/)
    m = await act(CAST.filer, await saveForm(m, ROAD_FORM), 'finish')
    expect(m.acts).toContainEqual({ name: 'submit', notNow: '报送前还缺「评估单位(盖章)」。', because: 'rule' })
    const early = await call(CAST.filer, 'POST', `/api/matters/${m.id}/submit`, { version: m.version })
    expect(early.json.detail).toBe(reasonOf('submit'))
    m = await act(CAST.townLeader, m, 'stamps/assessor', { opinion: '' })
    await act(CAST.traffic, m, 'stamps/decision', { opinion: '' })
    m = await ok(CAST.filer, 'GET', `/api/matters/${m.id}`)
    expect(m.acts).toContainEqual({ name: 'submit' })
  })

  it('offers to bring a stamped paper to those whose route it is, and not to a comment officer who only reads', async () => {
    const { id } = await act(CAST.filer, await saveForm(await assess(await register()), ROAD_FORM), 'finish')
    const brings = async (who: string) =>
      (await ok(who, 'GET', `/api/matters/${id}`)).acts.filter((a) => a.name === 'bring-paper:assessor')
    expect(await brings(CAST.archivist)).toEqual([{ name: 'bring-paper:assessor' }])
    expect(await brings(CAST.comments)).toEqual([])
  })

  it('does not freeze a form that a colleague saved after the filer looked', async () => {
    const seen = await saveForm(await assess(await register()), ROAD_FORM)
    const saved = await saveForm(seen, { ...ROAD_FORM, level: 'high' })
    expect(saved.version).toBe(seen.version)
    const finish = (form: number) =>
      call(CAST.filer, 'POST', `/api/matters/${seen.id}/finish`, { version: seen.version, form })
    const late = await finish(seen.form.version)
    expect(late).toMatchObject({ statusCode: 409, json: { code: 'changed', changedBy: '示例·田报送' } })
    expect((await finish(saved.form.version)).json).toMatchObject({ state: 'reported', level: 'high' })
  })

  it('returns once with all defects, and not a second time', async () => {
    let m = await act(CAST.reviewer, await submitted(), 'accept')
    m = await act(CAST.reviewer, m, 'return', { defects: [{ item: '主要风险', what: '未列明责任单位' }] })
    expect(m).toMatchObject({ state: 'returned', stamps: {}, holder: '梁家墩镇人民政府' })
    m = await saveForm(m, { ...ROAD_FORM, remarks: '已补正' })
    m = await act(CAST.filer, m, 'finish')
    m = await act(CAST.townLeader, m, 'stamps/assessor', { opinion: '' })
    m = await act(CAST.traffic, m, 'stamps/decision', { opinion: '' })
    m = await act(CAST.reviewer, await act(CAST.filer, m, 'submit'), 'accept')
    const again = await call(CAST.reviewer, 'POST', `/api/matters/${m.id}/return`, {
      version: m.version,
      defects: [{ item: 'x', what: 'y' }],
    })
    expect(again).toMatchObject({ statusCode: 422, json: { code: 'rule' } })
  })

  it('tells the slower of two officers that it changed, by whom and when', async () => {
    const m = await submitted()
    await act(CAST.reviewer, m, 'accept')
    const late = await call(CAST.filer, 'POST', `/api/matters/${m.id}/recall`, { version: m.version })
    expect(late).toMatchObject({ statusCode: 409, json: { code: 'changed', changedBy: '示例·甘审查' } })
    expect(String(late.json.detail)).toContain('示例·甘审查于2026年11月24日')
  })

  it('saves a form that was opened before a colleague did something else, but not over a colleague’s form', async () => {
    const m = await assess(await register())
    const path = `/api/matters/${m.id}/form`
    const after = await saveForm(m, ROAD_FORM)
    const both = { ...ROAD_FORM, remarks: '另一稿' }
    expect(await call(CAST.filer, 'PUT', path, { version: m.form.version, form: both })).toMatchObject({
      statusCode: 409,
      json: { code: 'changed', changedBy: '示例·田报送' },
    })
    await changeMatter(matterDeps, m.id, SYSTEM, async (head) => ({ after: head, type: 'test.other' }))
    const saved = await saveForm(after, both)
    expect(saved.form.content.remarks).toBe('另一稿')
  })

  it('lets the same form be taken back and signed again', async () => {
    let m = await assess(await register())
    m = await saveForm(m, ROAD_FORM)
    for (let i = 0; i < 2; i++) {
      m = await act(CAST.filer, m, 'finish')
      m = await act(CAST.townLeader, m, 'stamps/assessor', { opinion: '' })
      m = await act(CAST.filer, m, 'revise')
    }
    expect(m.stamps).toEqual({})
  })

  it('keeps a correction’s clock running until it is submitted: finishing and taking back does not stop it', async () => {
    const running = (view: MatterView) =>
      view.clocks.filter((c) => c.state === 'running').map((c) => c.label.slice(0, 5))
    let m = await act(CAST.reviewer, await submitted(), 'accept')
    m = await act(CAST.reviewer, m, 'return', { defects: [{ item: '栏目', what: '请补充' }] })
    m = await act(CAST.filer, m, 'finish')
    expect(running(m)).toEqual(['一次性补正'])
    m = await act(CAST.filer, m, 'revise')
    expect(running(m)).toEqual(['一次性补正'])
    m = await act(CAST.filer, m, 'finish')
    m = await act(CAST.townLeader, m, 'stamps/assessor', { opinion: '' })
    m = await act(CAST.traffic, m, 'stamps/decision', { opinion: '' })
    m = await act(CAST.filer, m, 'submit')
    expect(running(m)).toEqual(['备案受理还'])
    m = await act(CAST.filer, m, 'recall')
    expect(running(m)).toEqual(['一次性补正'])
  })

  it('carries a command out once, however often its key is sent, and refuses the key for another command', async () => {
    const key = { 'idempotency-key': 'registration-1' }
    const both = await Promise.all([0, 1].map(() => call(CAST.filer, 'POST', '/api/matters', ROAD, key)))
    const third = await call(CAST.filer, 'POST', '/api/matters', ROAD, key)
    expect(new Set([...both, third].map((g) => g.json.id)).size).toBe(1)
    const other = await call(CAST.filer, 'POST', '/api/matters', { ...ROAD, title: '另一件' }, key)
    expect(other).toMatchObject({ statusCode: 409, json: { code: 'duplicate' } })
  })

  it('numbers matters without gap or twin when many register at once', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, register))
    expect(all.map((m) => m.id).sort()).toEqual(all.map((_, i) => `WP-620702100-2026-000${i + 1}`))
  })

  it('shows another township neither the matter nor that it exists', async () => {
    const m = await register()
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['POST', '/submit', { version: 1 }],
      ['GET', '/record', undefined],
    ] as const) {
      const got = await call(CAST.stranger, method, `/api/matters/${m.id}${path}`, body)
      const none = await call(CAST.stranger, method, `/api/matters/WP-620702100-2026-9999${path}`, body)
      expect(got.statusCode).toBe(404)
      expect(got.json).toEqual(none.json)
    }
    expect((await call(CAST.stranger, 'GET', '/api/search?q=村道')).json).toEqual({ matters: [], more: false })
  })

  it('puts each step on the list of whose it is, and takes it off with the step', async () => {
    const todo = async (who: string) =>
      ((await call(who, 'GET', '/api/todo')).json.mine as { what: string }[]).map((t) => t.what)
    let m = await submitted()
    expect([await todo(CAST.filer), await todo(CAST.reviewer), await todo(CAST.officeLeader)]).toEqual([
      [],
      ['受理'],
      [],
    ])
    m = await act(CAST.reviewer, m, 'accept')
    expect([await todo(CAST.reviewer), await todo(CAST.officeLeader)]).toEqual([['审查'], ['签署政法委意见']])
    m = await act(CAST.officeLeader, m, 'stamps/office', { opinion: '' })
    expect([await todo(CAST.officeLeader), await todo(CAST.cityReviewer)]).toEqual([[], ['上级备案签章']])
  })

  it('finds a matter by tail, name and project code, for filer and reviewer alike', async () => {
    const m = await submitted()
    for (const q of ['0001', '村道 拓宽', '2026-620702-48']) {
      for (const who of [CAST.filer, CAST.reviewer, CAST.cityReviewer]) {
        const { json } = await call(who, 'GET', `/api/search?q=${encodeURIComponent(q)}`)
        expect(json.matters, `${who} ${q}`).toMatchObject([{ id: m.id, holder: '甘州区委政法委', next: '受理' }])
      }
    }
  })

  it('refuses to finish a form with gaps, naming each', async () => {
    let m = await assess(await register())
    m = await saveForm(m, { ...ROAD_FORM, level: '', conclusion: ' ' })
    const got = await call(CAST.filer, 'POST', `/api/matters/${m.id}/finish`, inView(m, 'finish'))
    expect(got.statusCode).toBe(422)
    expect((got.json.fields as { field: string }[]).map((f) => f.field)).toEqual(['form.level', 'form.conclusion'])
  })
})
