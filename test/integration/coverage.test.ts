import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importList } from '../../functions/coverage/commands/import.ts'
import { readFile } from '../../functions/coverage/commands/read-file.ts'
import { matchView } from '../../functions/coverage/reads/views.ts'
import { loadProject } from '../../functions/coverage/store.ts'
import type { MatterView } from '../../functions/filing/contract.ts'
import { extend, SYSTEM } from '../../shared/events/chain.ts'
import { Dispatcher } from '../../shared/events/local/dispatcher.ts'
import { verifyAll } from '../../shared/events/verify.ts'
import { silent } from '../../shared/observe/observe.ts'
import type { Item, Table } from '../../shared/table/table.ts'
import { openProduct, type Product } from '../support/product.ts'
import { importAs, manyProjects, sent } from '../support/project-list.ts'
import { CAST, ROAD } from '../support/road.ts'
import { act } from '../support/steps.ts'

const CODE = ROAD.projectCode
const OTHER = '2026-620702-48-01-000999'
const INSPECTOR = 'gz-inspector'

let product: Product
let dispatcher: Dispatcher
let running: boolean
beforeEach(async () => {
  product = await openProduct()
  const consumers = product.features.flatMap((f) => f.consumers)
  dispatcher = new Dispatcher({ feed: product.ports.store, consumers, now: product.clock.now, log: silent })
  running = false
})
afterEach(async () => {
  await dispatcher.stop()
  product.close()
})

/** Lets everything that follows from what was done so far be done. */
const settle = async () => {
  if (!running) dispatcher.start()
  running = true
  await dispatcher.settled()
}
const bring = (list: string | Uint8Array, who: string = CAST.reviewer, headers = {}) =>
  importAs(product.call, who, list, headers)
const list = async (who: string = CAST.reviewer, query = '') =>
  (await product.call(who, 'GET', `/api/coverage/list${query}`)).json
const standings = async (who: string = CAST.reviewer) =>
  Object.fromEntries(
    ((await list(who)).projects as { code: string; standing: string }[]).map((p) => [p.code, p.standing]),
  )
const lookUp = async (who: string, code: string) =>
  (await product.call(who, 'GET', `/api/coverage/projects/${code}`)).json
const register = async (who: string = CAST.filer, facts: object = {}) =>
  (await product.call(who, 'POST', '/api/matters', { ...ROAD, ...facts })).json as unknown as MatterView

async function findings(): Promise<string[]> {
  const found: string[] = []
  for await (const { findings } of verifyAll(product.ports.matters))
    for (const f of findings) found.push(`${f.pk} ${f.sk} ${f.problem}`)
  return found
}

describe('应评未评, found from an outside list', () => {
  it('a project whose matter comes after the list goes from 未找到 to found', async () => {
    await bring(`项目代码,项目名称\n${CODE},村道拓宽\n${OTHER},污水管网`)
    expect(await list()).toMatchObject({ place: '甘州区', total: 2, found: 0, none: 2 })
    const { id } = await register()
    await settle()
    expect(await standings()).toEqual({ [CODE]: 'found', [OTHER]: 'none' })
    const { projects, ...totals } = await list(CAST.reviewer, '?standing=found')
    expect(totals).toMatchObject({ total: 2, found: 1, cancelled: 0, none: 1 })
    expect(projects).toMatchObject([
      { code: CODE, matters: [{ id, title: ROAD.title, cancelled: false }], elsewhere: [] },
    ])
    expect(await findings()).toEqual([])
  })

  it('a matter that was there before the list is found when it comes', async () => {
    await register()
    await settle()
    await bring(`项目名称,项目代码\n村道拓宽,２０２６－620702-48-01-000112\n污水管网,${OTHER}`)
    expect(await standings()).toEqual({ [CODE]: 'found', [OTHER]: 'none' })
  })

  it('a matter that was cancelled is said to be so, and one that replaces it is found', async () => {
    const first = await register()
    await bring(`项目代码\n${CODE}`)
    await act(product, CAST.filer, first, 'cancel', { reason: '项目调整' })
    await settle()
    expect(await standings()).toEqual({ [CODE]: 'cancelled' })
    expect(await list()).toMatchObject({ total: 1, found: 0, cancelled: 1, none: 0 })
    await register()
    await settle()
    expect(await standings()).toEqual({ [CODE]: 'found' })
    expect(await findings()).toEqual([])
  })

  it('a matter is matched by the name that the first release gave to its registration', async () => {
    await bring(`项目代码\n${OTHER}`)
    const { id } = await register()
    const {
      pk: _pk,
      sk: _sk,
      version: _v,
      seq: _s,
      hash: _h,
      ...state
    } = (await product.ports.matters.get({
      pk: `MATTER#${id}`,
      sk: 'HEAD',
    })) as Item
    const old = 'WP-620702100-2025-0001'
    const facts = { ...ROAD, projectCode: OTHER }
    const at = product.clock.now().toISOString()
    const change = { state: { ...state, id: old, facts }, type: 'filing.registered', by: SYSTEM, at, data: {} }
    await product.ports.matters.commit(extend(`MATTER#${old}`, undefined, change).writes)
    await settle()
    expect((await list()).projects).toMatchObject([{ code: OTHER, standing: 'found', matters: [{ id: old }] }])
  })

  it('matters of the releases before are taken up once, whatever became of their notices', async () => {
    await register()
    await bring(`项目代码\n${CODE}`)
    const adopt = product.features.flatMap((f) => f.schedules).find(({ name }) => name === 'adopt-projects')
    await adopt?.run()
    await adopt?.run()
    expect(await standings()).toEqual({ [CODE]: 'found' })
    await settle()
    expect((await lookUp(CAST.reviewer, CODE)).matters).toHaveLength(1)
    expect(await findings()).toEqual([])
  })
})

describe('who knows of it', () => {
  it('reviewer and inspector of a place have one list; another county and the city have their own', async () => {
    await bring(`项目代码\n${CODE}`)
    await bring(`项目代码\n${OTHER}`, INSPECTOR)
    expect(await standings(INSPECTOR)).toEqual(await standings())
    expect(await list(CAST.cityReviewer)).toMatchObject({ place: '张掖市', total: 0 })
    await bring(`项目代码\n${CODE}`, CAST.cityReviewer)
    expect(await list(CAST.cityReviewer)).toMatchObject({ total: 1 })
    expect(await list()).toMatchObject({ total: 2 })
  })

  it('a code is looked up with one get, whatever there is to know of it', async () => {
    await bring(`项目代码\n${CODE}`)
    const { id } = await register()
    await settle()
    const asked: object[] = []
    const get: Table['get'] = (key) => {
      asked.push(key)
      return product.ports.matters.get(key)
    }
    const project = await loadProject({ get }, CODE)
    expect(project?.is).toMatchObject({ code: CODE, lists: ['620702'], matters: [{ id, cancelled: false }] })
    expect(asked).toEqual([{ pk: `PROJECT#${CODE}`, sk: 'HEAD' }])
  })

  it('two places that list one project both see its matter come', async () => {
    await bring(`项目代码\n${CODE}`)
    await bring(`项目代码\n${CODE}`, CAST.cityReviewer)
    await register()
    await settle()
    expect([await standings(), await standings(CAST.cityReviewer)]).toEqual([{ [CODE]: 'found' }, { [CODE]: 'found' }])
    expect(await findings()).toEqual([])
  })

  it('approver and gatekeeper look a code up as it is written, and neither reads the list', async () => {
    const { id } = await register()
    await settle()
    for (const who of ['gz-approver', 'gz-gate']) {
      const got = await lookUp(who, encodeURIComponent(`２０２６-620702-48-01-000112`))
      expect(got).toMatchObject({ code: CODE, listed: false, standing: 'found', matters: [{ id }] })
      expect(await lookUp(who, OTHER)).toMatchObject({ standing: 'none', matters: [] })
      expect((await product.call(who, 'GET', '/api/coverage/list')).statusCode).toBe(403)
    }
  })

  it('a matter filed elsewhere is told, so that nobody calls it unassessed, but not which one it is', async () => {
    const matter = await register('ltc-filer', { title: '不该让别的县看到的名称', decisionOrgan: '620702-JTJ' })
    await settle()
    const project = await product.ports.matters.get({ pk: `PROJECT#${CODE}`, sk: 'HEAD' })
    expect(project?.matters).toMatchObject([{ id: matter.id }])
    // As an office of another place would have it: nothing of the matter names that place.
    const stranger = { scope: '6207/620721', organ: '620721-PLC' } as Parameters<typeof matchView>[0]
    const seen = matchView(stranger, project?.matters as unknown as Parameters<typeof matchView>[1])
    expect(seen).toEqual({ standing: 'found', matters: [], elsewhere: [matter.authority.name] })
  })
})

describe('bringing a list in', () => {
  it('is shown before it is done: how many are new, known, repeated and wrong, and nothing is written', async () => {
    await bring(`项目代码\n${CODE}`)
    const text = `项目代码\n${CODE}\n${OTHER}\n${OTHER}\n没有代码\n`
    const got = await product.call(CAST.reviewer, 'POST', '/api/coverage/list/preview', sent(text))
    expect(got.json).toMatchObject({ codes: 2, fresh: 1, known: 1, repeated: 1, wrong: 1, lines: [{ line: 5 }] })
    expect(await list()).toMatchObject({ total: 1 })
  })

  it('is done once under one key, and a second time changes no row', async () => {
    const text = manyProjects(100)
    const key = { 'idempotency-key': 'import-0001' }
    const first = await bring(text, CAST.reviewer, key)
    expect(first.json).toMatchObject({ codes: 100, fresh: 100, known: 0 })
    const rows = await list()
    expect((await bring(text, CAST.reviewer, key)).json).toEqual(first.json)
    expect((await bring(text)).json).toMatchObject({ codes: 100, fresh: 0, known: 100 })
    expect((await list()).projects).toEqual(rows.projects)
    expect(await list()).toMatchObject({ total: 100, unfinished: [], last: { file: '立项清单.csv', codes: 100 } })
    expect(await findings()).toEqual([])
  })

  it('is on record: who, when, the file’s hash and what it brought; no code and no name', async () => {
    await bring(manyProjects(40))
    const { items } = await product.ports.matters.query({ pk: 'COVERAGE#620702', prefix: 'EVENT#' })
    expect(items.map(({ type }) => type)).toEqual(['coverage.part-imported', 'coverage.imported'])
    expect(items[1]).toMatchObject({
      by: { account: CAST.reviewer },
      data: { fresh: 40, of: 40, lines: 40, wrong: 0, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    })
  })

  it('a row of the list or of a project that is changed past the program is found', async () => {
    await bring(`项目代码\n${CODE}`)
    for (const key of [
      { pk: 'COVERAGE#620702', sk: `CODE#${CODE}` },
      { pk: `PROJECT#${CODE}`, sk: 'HEAD' },
    ]) {
      const item = (await product.ports.matters.get(key)) as { pk: string; sk: string }
      await product.ports.matters.commit([{ put: { ...item, code: 'X' }, when: 'any' }])
    }
    expect((await findings()).sort()).toEqual([
      `COVERAGE#620702 CODE#${CODE} row-changed`,
      `PROJECT#${CODE} HEAD row-changed`,
    ])
  })

  it('that broke off says how far it came, and goes on from there when the file is sent again', async () => {
    const { commit } = product.ports.matters
    let commits = 0
    product.ports.matters.commit = async (writes, token) => {
      if (++commits > 2) throw new Error('the machine stopped')
      return await commit.call(product.ports.matters, writes, token)
    }
    expect((await bring(manyProjects(100))).statusCode).toBe(500)
    product.ports.matters.commit = commit
    expect(await list()).toMatchObject({
      total: 64,
      unfinished: [{ file: '立项清单.csv', done: 64, of: 100 }],
      last: null,
    })
    expect((await bring(manyProjects(100))).json).toMatchObject({ codes: 100, fresh: 100, known: 0 })
    expect(await list()).toMatchObject({ total: 100, unfinished: [] })
    expect(await findings()).toEqual([])
  })

  it('for which a request is too short says how many are in, and to send the same file again', async () => {
    const office = { post: 'x', duty: 'reviewer', organ: '620702-PLC', organName: '甘州区委政法委' } as const
    const scope = '6207/620702'
    const actor = { ...office, account: CAST.reviewer, name: '示例·甘审查', organPath: `${scope}/620702-PLC`, scope }
    let ticks = 0
    const pace = { elapsed: () => ++ticks, pause: async () => {}, random: () => 0 }
    const deps = { matters: product.ports.matters, now: product.clock.now }
    const file = readFile(sent(manyProjects(100)))
    const late = importList(deps, actor, file, () => [], { until: 3, pace })
    await expect(late).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('已导入 64 个') })
    expect(await list()).toMatchObject({ total: 64, unfinished: [{ done: 64, of: 100 }] })
  })

  it('two offices’ lists at the same moment, and a matter among them: nothing is lost', async () => {
    const text = `${manyProjects(70)}\r\n${CODE},村道`
    const [a, b] = await Promise.all([bring(text), bring(text, CAST.cityReviewer), register()])
    expect([a?.json.fresh, b?.json.fresh]).toEqual([71, 71])
    await settle()
    expect(await list()).toMatchObject({ total: 71, found: 1 })
    expect(await list(CAST.cityReviewer)).toMatchObject({ total: 71, found: 1 })
    expect(await findings()).toEqual([])
  })

  it('as large as it may be comes in with one request; a larger one is told how to divide it', async () => {
    expect((await bring(manyProjects(2000))).json).toMatchObject({ codes: 2000, fresh: 2000 })
    const more = await bring(manyProjects(2001))
    expect([more.statusCode, more.json.code]).toEqual([413, 'too-large'])
    expect(more.json.detail).toContain('分成几份')
    const heavy = await bring(`项目代码,备注\n${CODE},${'长'.repeat(245_000)}`)
    expect([heavy.statusCode, String(heavy.json.detail)]).toEqual([400, expect.stringContaining('700 KB')])
  })

  it.each([
    ['no list', 'a,b\n1,2', '项目代码'],
    ['a workbook', new Uint8Array([0x50, 0x4b, 3, 4, 9, 9]), '另存为'],
    ['codes that are all wrong', '项目代码\n甲\n乙', '第 2 行'],
    ['a heading alone', '项目代码\n', '没有项目'],
  ])('%s is refused with what to do', async (_what, text, words) => {
    const got = await bring(text)
    expect([got.statusCode, got.json.code]).toEqual([400, 'invalid'])
    expect(got.json.detail).toContain(words)
    expect(await list()).toMatchObject({ total: 0 })
  })
})
