import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importList } from '../../functions/coverage/commands/import.ts'
import { readFile } from '../../functions/coverage/commands/read-file.ts'
import { manyProjects, openCoverage, sent } from '../support/project-list.ts'
import { CAST, ROAD } from '../support/road.ts'

const CODE = ROAD.projectCode
const OTHER = '2026-620702-48-01-000999'

let office: Awaited<ReturnType<typeof openCoverage>>
beforeEach(async () => {
  office = await openCoverage()
})
afterEach(() => office.close())

describe('bringing a list in', () => {
  it('is shown before it is done: how many are new, known, repeated and wrong, and nothing is written', async () => {
    await office.bring(`项目代码\n${CODE}`)
    const text = `项目代码\n${CODE}\n${OTHER}\n${OTHER}\n没有代码\n`
    const got = await office.product.call(CAST.reviewer, 'POST', '/api/coverage/list/preview', sent(text))
    expect(got.json).toMatchObject({ codes: 2, fresh: 1, known: 1, repeated: 1, wrong: 1, lines: [{ line: 5 }] })
    expect(await office.list()).toMatchObject({ total: 1 })
  })

  it('is done once under one key, and a second time changes no row', async () => {
    const text = manyProjects(100)
    const key = { 'idempotency-key': 'import-0001' }
    const first = await office.bring(text, CAST.reviewer, key)
    expect(first.json).toMatchObject({ codes: 100, fresh: 100, known: 0 })
    const rows = await office.list()
    expect((await office.bring(text, CAST.reviewer, key)).json).toEqual(first.json)
    expect((await office.bring(text)).json).toMatchObject({ codes: 100, fresh: 0, known: 100 })
    expect((await office.list()).projects).toEqual(rows.projects)
    expect(await office.list()).toMatchObject({
      total: 100,
      unfinished: [],
      last: { file: '立项清单.csv', codes: 100 },
    })
    expect(await office.findings()).toEqual([])
  })

  it('takes no code off that a later list leaves out, and no word that it leaves blank', async () => {
    await office.bring(`项目代码,项目名称,建设单位\n${CODE},村道,梁家墩镇\n${OTHER},管网,水务局`)
    await office.bring(`项目代码,项目名称\n${CODE},村道拓宽`)
    expect((await office.list()).projects).toMatchObject([
      { code: CODE, name: '村道拓宽', builder: '梁家墩镇' },
      { code: OTHER, name: '管网', builder: '水务局' },
    ])
  })

  it('comes in when its last part is as full as a part may be', async () => {
    expect((await office.bring(manyProjects(64))).json).toMatchObject({ codes: 64, fresh: 64 })
    expect(await office.list()).toMatchObject({ total: 64, unfinished: [], last: { codes: 64 } })
  })

  it('is on record: who, when, the file’s hash and what it brought; no code and no name', async () => {
    await office.bring(manyProjects(40))
    const { items } = await office.product.ports.matters.query({ pk: 'COVERAGE#620702', prefix: 'EVENT#' })
    expect(items.map(({ type }) => type)).toEqual(['coverage.part-imported', 'coverage.imported'])
    expect(items[1]).toMatchObject({
      by: { account: CAST.reviewer },
      data: { fresh: 40, of: 40, lines: 40, wrong: 0, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    })
  })

  it('a row of the list or of a project that is changed past the program is found', async () => {
    await office.bring(`项目代码\n${CODE}`)
    for (const key of [
      { pk: 'COVERAGE#620702', sk: `CODE#${CODE}` },
      { pk: `PROJECT#${CODE}`, sk: 'HEAD' },
    ]) {
      const item = (await office.product.ports.matters.get(key)) as { pk: string; sk: string }
      await office.product.ports.matters.commit([{ put: { ...item, code: 'X' }, when: 'any' }])
    }
    expect((await office.findings()).sort()).toEqual([
      `COVERAGE#620702 CODE#${CODE} row-changed`,
      `PROJECT#${CODE} HEAD row-changed`,
    ])
  })

  it('that broke off says how far it came, and goes on from there when the file is sent again', async () => {
    const { commit } = office.product.ports.matters
    let commits = 0
    office.product.ports.matters.commit = async (writes, token) => {
      if (++commits > 2) throw new Error('the machine stopped')
      return await commit.call(office.product.ports.matters, writes, token)
    }
    expect((await office.bring(manyProjects(100))).statusCode).toBe(500)
    office.product.ports.matters.commit = commit
    expect(await office.list()).toMatchObject({
      total: 64,
      unfinished: [{ file: '立项清单.csv', done: 64, of: 100 }],
      last: null,
    })
    expect((await office.bring(manyProjects(100))).json).toMatchObject({ codes: 100, fresh: 100, known: 0 })
    expect(await office.list()).toMatchObject({ total: 100, unfinished: [] })
    expect(await office.findings()).toEqual([])
  })

  it('for which a request is too short says how many are in, and to send the same file again', async () => {
    const post = { post: 'x', duty: 'reviewer', organ: '620702-PLC', organName: '甘州区委政法委' } as const
    const scope = '6207/620702'
    const actor = { ...post, account: CAST.reviewer, name: '示例·甘审查', organPath: `${scope}/620702-PLC`, scope }
    let ticks = 0
    const pace = { elapsed: () => ++ticks, pause: async () => {}, random: () => 0 }
    const deps = { matters: office.product.ports.matters, now: office.product.clock.now }
    const file = readFile(sent(manyProjects(100)))
    const late = importList(deps, actor, file, () => [], { until: 3, pace })
    await expect(late).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('已导入 64 个') })
    expect(await office.list()).toMatchObject({ total: 64, unfinished: [{ done: 64, of: 100 }] })
  })

  it('two offices’ lists at the same moment, and a matter among them: nothing is lost', async () => {
    const text = `${manyProjects(70)}\r\n${CODE},村道`
    const [a, b] = await Promise.all([office.bring(text), office.bring(text, CAST.cityReviewer), office.register()])
    expect([a?.json.fresh, b?.json.fresh]).toEqual([71, 71])
    await office.settle()
    expect(await office.list()).toMatchObject({ total: 71, found: 1 })
    expect(await office.list(CAST.cityReviewer)).toMatchObject({ total: 71, found: 1 })
    expect(await office.findings()).toEqual([])
  })

  it('as large as it may be comes in with one request; a larger one is told how to divide it', async () => {
    expect((await office.bring(manyProjects(2000))).json).toMatchObject({ codes: 2000, fresh: 2000 })
    const more = await office.bring(manyProjects(2001))
    expect([more.statusCode, more.json.code]).toEqual([413, 'too-large'])
    expect(more.json.detail).toContain('分成几份')
    const heavy = await office.bring(`项目代码,备注\n${CODE},${'长'.repeat(245_000)}`)
    expect([heavy.statusCode, String(heavy.json.detail)]).toEqual([400, expect.stringContaining('700 KB')])
  })

  it.each([
    ['no list', 'a,b\n1,2', '项目代码'],
    ['a workbook', new Uint8Array([0x50, 0x4b, 3, 4, 9, 9]), '另存为'],
    ['codes that are all wrong', '项目代码\n甲\n乙', '第 2 行'],
    ['a heading alone', '项目代码\n', '没有项目'],
  ])('%s is refused with what to do', async (_what, text, words) => {
    const got = await office.bring(text)
    expect([got.statusCode, got.json.code]).toEqual([400, 'invalid'])
    expect(got.json.detail).toContain(words)
    expect(await office.list()).toMatchObject({ total: 0 })
  })
})
