import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CommentView } from '../../functions/comments/contract.ts'
import { verifyComments } from '../../functions/comments/reads/verify.ts'
import { loadMatter, type Matter, matterPk } from '../../functions/matters/offers.ts'
import { tasksOf } from '../../functions/matters/part.ts'
import { readTask } from '../../functions/matters/store.ts'
import { withParts } from '../../functions/parts.ts'
import { verifyAll } from '../../shared/events/verify.ts'
import type { Item, Table } from '../../shared/table/table.ts'
import { type Hearing, openHearing } from '../support/hearing.ts'
import { openProduct, type Product } from '../support/product.ts'
import { CAST, ROAD } from '../support/road.ts'
import { act, NOTICE, read } from '../support/steps.ts'

/** Whose lists the planted rows claim to belong on. */
const LISTED = { organPk: 'TODO#620702100#filer', organSk: '2026#ghost' }
const WRONG = {
  matter: 'WP-620702100-2026-0001',
  title: '别的标题',
  name: 'ghost',
  what: '不存在的事',
  since: '不是时间',
}

/** What may be amiss with the to-do rows of a partition, past the product: a restore, a release that erred, a hand. */
const AMISS: readonly [string, (table: Table, pk: string, named: string) => Promise<void>][] = [
  [
    'a row of a task that nobody knows',
    (table, pk) =>
      table.commit([
        { put: { pk, sk: 'TASK#ghost', row: WRONG, ...LISTED }, when: 'any' },
        { put: { pk, sk: 'TASK#blank', ...LISTED }, when: 'any' },
      ]),
  ],
  [
    'no row of a task that is to be done',
    (table, pk, named) => table.commit([{ delete: { pk, sk: `TASK#${named}` }, when: 'any' }]),
  ],
  [
    'a row with other content under the task’s name',
    (table, pk, named) => table.commit([{ put: { pk, sk: `TASK#${named}`, row: WRONG, ...LISTED }, when: 'any' }]),
  ],
]

const problems = async (table: Table): Promise<string[]> => {
  const found: string[] = []
  for await (const { findings } of verifyAll(table)) for (const f of findings) found.push(`${f.pk} ${f.sk}`)
  return found
}

describe.each(AMISS)('with %s', (_what, plant) => {
  let product: Product
  beforeEach(async () => {
    product = await openProduct('2026-03-02T10:00:00+08:00')
  })
  afterEach(() => product.close())

  const register = async () =>
    (await product.call(CAST.filer, 'POST', '/api/matters', ROAD)).json as { id: string; version: number }
  const sweep = async () => {
    for (const schedule of product.features.flatMap((f) => f.schedules)) await schedule.run()
  }

  /** Every row is what the rules say, and the audit names nothing that was not planted. */
  async function allIsRight(id: string): Promise<void> {
    const { matters: table } = product.ports
    const matter = (await loadMatter(table, id)) as Matter
    const rows = await table.all({ pk: matterPk(id), prefix: 'TASK#' })
    const wanted = tasksOf(withParts(product.ports).parts, matter)
    expect(rows.map(readTask)).toMatchObject(wanted.map((task) => ({ ...task, matter: id, title: ROAD.title })))
    expect(rows.map(({ organPk }) => organPk)).toEqual(wanted.map((t) => `TODO#${t.organ}#${t.duty}`))
    expect((await problems(table)).filter((one) => !one.startsWith(`${matterPk(id)} TASK#`))).toEqual([])
    const list = await product.call(CAST.filer, 'GET', '/api/todo')
    expect(list.statusCode).toBe(200)
    expect(JSON.stringify(list.json)).not.toContain('不存在的事')
  }

  it('the lists of the others it stands among are shown all the same', async () => {
    const m = await register()
    const other = await register()
    await plant(product.ports.matters, matterPk(m.id), 'publish-notice')
    const { statusCode, json } = await product.call(CAST.filer, 'GET', '/api/todo')
    expect(statusCode).toBe(200)
    expect((json.mine as { matter: string }[]).map(({ matter }) => matter)).toContain(other.id)
  })

  it('a matter is cancelled, and nothing of it is on any list', async () => {
    const m = await register()
    await plant(product.ports.matters, matterPk(m.id), 'publish-notice')
    await act(product, CAST.filer, m, 'cancel', { reason: '不再实施' })
    await allIsRight(m.id)
  })

  it('a notice is published, and its task is done', async () => {
    const m = await register()
    await plant(product.ports.matters, matterPk(m.id), 'publish-notice')
    await act(product, CAST.filer, m, 'notices', { notice: NOTICE })
    await allIsRight(m.id)
  })

  it('a call for opinions ends, and the report is on the filer’s list', async () => {
    const m = await register()
    await act(product, CAST.filer, m, 'notices', { notice: NOTICE })
    await plant(product.ports.matters, matterPk(m.id), 'finish-report')
    product.clock.advance({ days: 31 })
    await sweep()
    expect((await read(product, CAST.filer, m.id)).state).toBe('assessing')
    await allIsRight(m.id)
    const { mine } = (await product.call(CAST.filer, 'GET', '/api/todo')).json as { mine: { what: string }[] }
    expect(mine.map((task) => task.what)).toEqual(['填写报备表并完成报告'])
  })
})

describe.each(AMISS)('who hears the people, with %s', (_what, plant) => {
  let hearing: Hearing
  beforeEach(async () => {
    hearing = await openHearing()
  })
  afterEach(() => hearing.close())

  const tally = () => `TALLY#${hearing.matter}`
  const rows = (): Promise<readonly Item[]> => hearing.product.ports.matters.all({ pk: tally(), prefix: 'TASK#' })
  const comments = async () =>
    (await hearing.officer('GET', `/api/matters/${hearing.matter}/comments`)).json.comments as CommentView[]
  const answer = async (id: string | undefined) => {
    const body = { disposition: 'noted', reason: '', reply: '已阅', over: '' }
    const got = await hearing.officer('POST', `/api/matters/${hearing.matter}/comments/${id}/answer`, body)
    expect(got.statusCode, got.body).toBe(200)
    await hearing.settled()
  }

  it('has it on the list while something is open, and no longer than that', async () => {
    for (const text of ['示例：一', '示例：二']) await hearing.say({ text })
    await hearing.settled()
    const [before] = await rows()
    const { matters: table } = hearing.product.ports
    await plant(table, tally(), 'answer-comments')
    const [one, two] = await comments()
    await answer(one?.id)
    const [after, ...more] = await rows()
    expect([after, more]).toEqual([before, []])
    expect((await hearing.officer('GET', '/api/todo')).json.mine).toMatchObject([{ what: '办理群众意见' }])
    await plant(table, tally(), 'answer-comments')
    await answer(two?.id)
    expect(await rows()).toEqual([])
    expect(await problems(table)).toEqual([])
    for await (const finding of verifyComments(table, hearing.product.clock.now())) expect(finding).toBeUndefined()
    expect(await hearing.dispatcher.deadLetters.list()).toEqual([])
  })

  it('has it on the list again when the next comment comes', async () => {
    await plant(hearing.product.ports.matters, tally(), 'answer-comments')
    await hearing.say({ text: '示例：三' })
    await hearing.settled()
    const stored = (await rows()).find(({ sk }) => sk === 'TASK#answer-comments')
    expect(stored && readTask(stored)).toMatchObject({ what: '办理群众意见', matter: hearing.matter })
    expect((await hearing.officer('GET', '/api/todo')).json.mine).toMatchObject([{ what: '办理群众意见' }])
  })
})
