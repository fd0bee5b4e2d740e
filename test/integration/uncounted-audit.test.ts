import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyAudit } from '../../infra/local/verify-audit.ts'
import type { Item, Table } from '../../shared/table/table.ts'
import { openUnheard, type Unheard } from '../support/unheard.ts'

const UNCOUNTED = '收到了没有计数:件数、经办人和公示里都没有它;服务停着的,启动几分钟后再核对'
const FORGED = '来历不明:编号、位置或时间自相矛盾,不是从提意见的页面收到的'
const DIFFERS = '截止后核对过的意见与现有的不符:有意见被增删,或核对结果被改动'

let town: Unheard
let matter: string
beforeEach(async () => {
  town = await openUnheard()
  matter = await town.publish()
  // A first run, as every installation had one: nothing has ended.
  await town.run('reconcile-comments')
})
afterEach(() => town.close())

/** What an auditor is told, a line for each finding. */
async function audit(): Promise<string[]> {
  const lines: string[] = []
  await verifyAudit(town.product.dir, (line) => void lines.push(line), undefined, town.product.clock.now())
  return lines.filter((line) => line.includes(' · '))
}

const table = (): Table => town.product.ports.matters
const put = (row: Item) => table().commit([{ put: row, when: 'any' }])
const remove = (rows: readonly Item[]) =>
  table().commit(rows.map(({ pk, sk }) => ({ delete: { pk, sk }, when: 'present' })))
const tally = async (prefix: string) => (await table().query({ pk: `TALLY#${matter}`, prefix })).items
async function comments(): Promise<Item[]> {
  const rows: Item[] = []
  for await (const row of table().scan()) if (row.pk.startsWith('COMMENTS#')) rows.push(row)
  return rows
}
const only = async () => (await comments())[0] as Item

/** One person's opinion, compared and found equal. */
async function compared(): Promise<Item> {
  await town.say(matter, { text: '补偿太低' })
  await town.end()
  await town.compare()
  town.product.clock.advance({ days: 1 })
  await town.run('root-days')
  expect(await audit()).toEqual([])
  return only()
}

describe('an auditor', () => {
  it('is told which comment was never counted, by its id and without its words, once counting had its time', async () => {
    await town.say(matter, { text: '补偿太低' })
    const { pk, sk } = await only()
    town.product.clock.advance({ minutes: 9 })
    expect(await audit()).toEqual([])
    town.product.clock.advance({ minutes: 1 })
    expect(await audit()).toEqual([`${pk} · ${sk} · ${UNCOUNTED}`])
  })

  it('is told of a sealed accusation that never reached the ledger', async () => {
    await town.say(matter, { text: '有人吃拿卡要', kind: 'accusation' })
    const { pk, sk } = await only()
    town.product.clock.advance({ minutes: 10 })
    expect(await audit()).toEqual([`${pk} · ${sk} · ${UNCOUNTED}`])
  })

  it('is told of one that was taken back and is not counted so', async () => {
    const takeBack = await town.say(matter, { text: '说错了' })
    await town.end()
    await town.compare()
    await takeBack()
    town.product.clock.advance({ minutes: 10 })
    expect((await audit()).map((line) => line.split(' · ')[1])).toEqual([`${(await only()).id}#W`])
  })

  it('is told of a withdrawal that was removed, or that has no comment', async () => {
    const takeBack = await town.say(matter, { text: '说错了' })
    await takeBack()
    await town.end()
    await town.compare()
    expect(await audit()).toEqual([])
    const rows = await comments()
    const gone = rows.filter((row) => row.sk.endsWith('#W'))
    await remove(gone)
    expect(await audit()).toEqual([`${gone[0]?.pk} · ${gone[0]?.sk} · 记录缺失:事件记载了它,表中没有`])
    await put({ ...(gone[0] as Item), sk: `${'0'.repeat(32)}#W`, id: '0'.repeat(32) })
    expect(await audit()).toContain(`${gone[0]?.pk} · ${'0'.repeat(32)}#V1 · 记录缺失:事件记载了它,表中没有`)
  })

  it('is told of a comment that was put there past the program: before the end too, which was compared', async () => {
    const row = await compared()
    const id = `${String(row.id).slice(0, 8)}${'0'.repeat(24)}`
    const twin = { ...row, id, sk: `${id}#V1` }
    await put(twin)
    const [stamp] = (await tally('RECONCILED#')).filter((one) => one.shard === row.shard)
    expect(await audit()).toEqual([`${row.pk} · ${twin.sk} · ${UNCOUNTED}`, `${stamp?.pk} · ${stamp?.sk} · ${DIFFERS}`])
  })

  it('is told of one whose id, place, day or lateness contradict themselves', async () => {
    const row = await compared()
    const id = `${String(row.id).slice(0, 8)}${'0'.repeat(24)}`
    const twin = { ...row, id, sk: `${id}#V1` }
    const wrong: Item[] = [
      { ...twin, sk: `${'f'.repeat(32)}#V1` },
      { ...twin, day: '2026-01-01' },
      { ...twin, late: true },
      { ...twin, receivedAt: 'yesterday' },
      { ...twin, notice: 'another' },
      { ...twin, matter: 'another' },
      { ...twin, pk: `COMMENTS#${matter}#99`, shard: 99 },
      { ...twin, pk: 'COMMENTS#WP-620702100-2026-0999#00', shard: 0 },
    ]
    for (const forged of wrong) {
      await put(forged)
      expect(await audit()).toEqual([`${forged.pk} · ${forged.sk} · ${FORGED}`])
      await remove([forged])
    }
  })

  it('is told of a tally that was wound back', async () => {
    await compared()
    const [part] = await tally('BALANCE#')
    await put({ ...(part as Item), received: 0, underReview: 0, open: 0 })
    expect(await audit()).toEqual([`${part?.pk} · ${part?.sk} · 件数与逐条记录不符:有记录或件数被改动`])
  })

  it('is told of a comment that was removed with its place and its sum, by what was compared', async () => {
    const row = await compared()
    const [part] = await tally('BALANCE#')
    await remove([row, ...(await tally('SEEN#')), part as Item])
    const [stamp] = (await tally('RECONCILED#')).filter((one) => one.shard === row.shard)
    expect(await audit()).toContain(`${stamp?.pk} · ${stamp?.sk} · ${DIFFERS}`)
  })

  it('is told when nothing was compared after the end, once that had its time, and which row was removed or made up', async () => {
    await town.say(matter, { text: '补偿太低' })
    await town.end()
    await town.compare()
    const rows = await tally('RECONCILED#')
    const third = rows[3] as Item
    await remove([third])
    expect(await audit()).toEqual([])
    town.product.clock.advance({ minutes: 60 })
    const missing = '征求意见截止后没有核对意见数目;服务停着的,启动几分钟后再核对'
    expect(await audit()).toEqual([`${third.pk} · ${third.sk} · ${missing}`])
    await put({ ...third, received: 4 })
    expect(await audit()).toEqual([`${third.pk} · ${third.sk} · ${DIFFERS}`])
    await put(third)
    await put({ ...third, sk: 'RECONCILED#03#another', notice: 'another' })
    expect(await audit()).toEqual([`${third.pk} · RECONCILED#03#another · 核对结果来历不明:没有这个公示或这个分区`])
  })

  it('is not told that a comparison is missing in data of before there was one, nor while the notice is not closed', async () => {
    town.product.clock.set('2026-04-03T00:00:00+08:00')
    expect(await audit()).toEqual([])
    await town.run('close-notices')
    expect(await audit()).toHaveLength(16)
    await remove([{ pk: 'RECONCILING', sk: 'ADOPTED' }])
    expect(await audit()).toEqual([])
  })
})
