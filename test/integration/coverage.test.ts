import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { matchView } from '../../functions/coverage/reads/views.ts'
import { loadProject } from '../../functions/coverage/store.ts'
import { extend, SYSTEM } from '../../shared/events/chain.ts'
import type { Item, Table } from '../../shared/table/table.ts'
import { openCoverage } from '../support/project-list.ts'
import { CAST, ROAD } from '../support/road.ts'
import { act } from '../support/steps.ts'

const CODE = ROAD.projectCode
const OTHER = '2026-620702-48-01-000999'

let office: Awaited<ReturnType<typeof openCoverage>>
beforeEach(async () => {
  office = await openCoverage()
})
afterEach(() => office.close())

describe('应评未评, found from an outside list', () => {
  it('a project whose matter comes after the list goes from 未找到 to found', async () => {
    await office.bring(`项目代码,项目名称\n${CODE},村道拓宽\n${OTHER},污水管网`)
    expect(await office.list()).toMatchObject({ place: '甘州区', total: 2, found: 0, none: 2 })
    const { id } = await office.register()
    await office.settle()
    expect(await office.standings()).toEqual({ [CODE]: 'found', [OTHER]: 'none' })
    const { projects, ...totals } = await office.list(CAST.reviewer, '?standing=found')
    expect(totals).toMatchObject({ total: 2, found: 1, cancelled: 0, none: 1 })
    expect(projects).toMatchObject([
      { code: CODE, matters: [{ id, title: ROAD.title, cancelled: false }], elsewhere: [] },
    ])
    expect(await office.findings()).toEqual([])
  })

  it('a matter that was there before the list is found when it comes', async () => {
    await office.register()
    await office.settle()
    await office.bring(`项目名称,项目代码\n村道拓宽,２０２６－620702-48-01-000112\n污水管网,${OTHER}`)
    expect(await office.standings()).toEqual({ [CODE]: 'found', [OTHER]: 'none' })
  })

  it('a matter that was cancelled is said to be so, and one that replaces it is found', async () => {
    const first = await office.register()
    await office.bring(`项目代码\n${CODE}`)
    await act(office.product, CAST.filer, first, 'cancel', { reason: '项目调整' })
    await office.settle()
    expect(await office.standings()).toEqual({ [CODE]: 'cancelled' })
    expect(await office.list()).toMatchObject({ total: 1, found: 0, cancelled: 1, none: 0 })
    await office.register()
    await office.settle()
    expect(await office.standings()).toEqual({ [CODE]: 'found' })
    expect(await office.findings()).toEqual([])
  })

  it('a matter is matched by the name that the first release gave to its registration', async () => {
    await office.bring(`项目代码\n${OTHER}`)
    const { id } = await office.register()
    const {
      pk: _pk,
      sk: _sk,
      version: _v,
      seq: _s,
      hash: _h,
      ...state
    } = (await office.product.ports.matters.get({
      pk: `MATTER#${id}`,
      sk: 'HEAD',
    })) as Item
    const old = 'WP-620702100-2025-0001'
    const facts = { ...ROAD, projectCode: OTHER }
    const at = office.product.clock.now().toISOString()
    const change = { state: { ...state, id: old, facts }, type: 'filing.registered', by: SYSTEM, at, data: {} }
    await office.product.ports.matters.commit(extend(`MATTER#${old}`, undefined, change).writes)
    await office.settle()
    expect((await office.list()).projects).toMatchObject([{ code: OTHER, standing: 'found', matters: [{ id: old }] }])
  })

  it('matters of the releases before are taken up once, whatever became of their notices', async () => {
    await office.register()
    await office.bring(`项目代码\n${CODE}`)
    const adopt = office.product.features.flatMap((f) => f.schedules).find(({ name }) => name === 'adopt-projects')
    await adopt?.run()
    await adopt?.run()
    expect(await office.standings()).toEqual({ [CODE]: 'found' })
    await office.settle()
    expect((await office.lookUp(CAST.reviewer, CODE)).matters).toHaveLength(1)
    expect(await office.findings()).toEqual([])
  })
})

describe('who knows of it', () => {
  it('reviewer and inspector of a place have one list; another county and the city have their own', async () => {
    await office.bring(`项目代码\n${CODE}`)
    await office.bring(`项目代码\n${OTHER}`, 'gz-inspector')
    expect(await office.standings('gz-inspector')).toEqual(await office.standings())
    expect(await office.list(CAST.cityReviewer)).toMatchObject({ place: '张掖市', total: 0 })
    await office.bring(`项目代码\n${CODE}`, CAST.cityReviewer)
    expect(await office.list(CAST.cityReviewer)).toMatchObject({ total: 1 })
    expect(await office.list()).toMatchObject({ total: 2 })
  })

  it('a code is looked up with one get, whatever there is to know of it', async () => {
    await office.bring(`项目代码\n${CODE}`)
    const { id } = await office.register()
    await office.settle()
    const asked: object[] = []
    const get: Table['get'] = (key) => {
      asked.push(key)
      return office.product.ports.matters.get(key)
    }
    const project = await loadProject({ get }, CODE)
    expect(project?.is).toMatchObject({ code: CODE, lists: ['620702'], matters: [{ id, cancelled: false }] })
    expect(asked).toEqual([{ pk: `PROJECT#${CODE}`, sk: 'HEAD' }])
  })

  it('two places that list one project both see its matter come', async () => {
    await office.bring(`项目代码\n${CODE}`)
    await office.bring(`项目代码\n${CODE}`, CAST.cityReviewer)
    await office.register()
    await office.settle()
    expect([await office.standings(), await office.standings(CAST.cityReviewer)]).toEqual([
      { [CODE]: 'found' },
      { [CODE]: 'found' },
    ])
    expect(await office.findings()).toEqual([])
  })

  it('approver and gatekeeper look a code up as it is written, and neither reads the list', async () => {
    const { id } = await office.register()
    await office.settle()
    for (const who of ['gz-approver', 'gz-gate']) {
      const got = await office.lookUp(who, encodeURIComponent(`２０２６-620702-48-01-000112`))
      expect(got).toMatchObject({ code: CODE, listed: false, standing: 'found', matters: [{ id }] })
      expect(await office.lookUp(who, OTHER)).toMatchObject({ standing: 'none', matters: [] })
      expect((await office.product.call(who, 'GET', '/api/coverage/list')).statusCode).toBe(403)
    }
  })

  it('a matter filed elsewhere is told, so that nobody calls it unassessed, but not which one it is', async () => {
    const matter = await office.register('ltc-filer', { title: '不该让别的县看到的名称', decisionOrgan: '620702-JTJ' })
    await office.settle()
    const project = await office.product.ports.matters.get({ pk: `PROJECT#${CODE}`, sk: 'HEAD' })
    expect(project?.matters).toMatchObject([{ id: matter.id }])
    // As an office of another place would have it: nothing of the matter names that place.
    const stranger = { scope: '6207/620721', organ: '620721-PLC' } as Parameters<typeof matchView>[0]
    const seen = matchView(stranger, project?.matters as unknown as Parameters<typeof matchView>[1])
    expect(seen).toEqual({ standing: 'found', matters: [], elsewhere: [matter.authority.name] })
  })
})
