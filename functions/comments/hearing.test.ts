import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyAll } from '../../shared/events/verify.ts'
import { type Hearing, openHearing } from '../../test/support/hearing.ts'
import { CAST } from '../../test/support/road.ts'
import { inView, read } from '../../test/support/steps.ts'
import { formsOf, type PageForm } from '../../test/support/villager.ts'
import type { CommentView } from './contract.ts'
import type { BalanceView } from './domain/balance.ts'
import { verifyComments } from './reads/verify.ts'

let hearing: Hearing
beforeEach(async () => {
  hearing = await openHearing()
})
afterEach(() => hearing.close())

interface List {
  readonly balance: BalanceView
  readonly comments: readonly CommentView[]
}
const path = (rest = '') => `/api/matters/${hearing.matter}/comments${rest}`
const list = async (query = '') => (await hearing.officer('GET', path(query))).json as unknown as List
const todo = async () =>
  ((await hearing.officer('GET', '/api/todo')).json.mine as { what: string }[]).map((t) => t.what)
async function heard(
  ...texts: Record<string, string>[]
): Promise<{ codes: string[]; comments: readonly CommentView[] }> {
  const codes: string[] = []
  for (const fields of texts) codes.push((await hearing.say(fields)).code)
  await hearing.settled()
  return { codes, comments: (await list()).comments }
}
const ANSWER = { disposition: 'not', reason: '与国土空间规划不符', reply: '补偿标准按2024年文件执行,已张贴公布。' }
async function findings(): Promise<string[]> {
  const { matters } = hearing.product.ports
  const all: string[] = []
  for await (const walked of verifyAll(matters)) all.push(...walked.findings.map((f) => `${f.sk} ${f.problem}`))
  for await (const f of verifyComments(matters, hearing.product.clock.now())) all.push(`${f.sk} ${f.problem}`)
  return all
}

describe('an officer of the petitions office', () => {
  it('sees what people wrote, by day, without traces of persons, and has it on the list until all is answered', async () => {
    expect(await todo()).toEqual([])
    const { comments, codes } = await heard(
      { text: `我的电话139${'0'.repeat(8)},地没量准`, stance: 'oppose', village: '三工村', phone: '示例电话' },
      { text: '支持', stance: 'support' },
    )
    expect(await todo()).toEqual(['办理群众意见'])
    const first = comments.find((c) => c.village === '三工村') as CommentView
    expect(first).toMatchObject({
      text: '我的电话▇▇▇▇▇▇▇▇▇▇▇,地没量准',
      day: '2026-11-24',
      contact: true,
      bucket: 'underReview',
    })
    expect(JSON.stringify(comments)).not.toContain('示例电话')
    for (const { id } of comments) {
      expect((await hearing.officer('POST', path(`/${id}/answer`), ANSWER)).statusCode).toBe(200)
    }
    await hearing.settled()
    expect(await todo()).toEqual([])
    const found = await hearing.lookUp(codes[0] as string)
    for (const shown of ['已答复', '不采纳', ANSWER.reason, ANSWER.reply]) expect(found.body).toContain(shown)
    expect(await findings()).toEqual([])
  })

  it('gives a reason for what is not adopted, and answers nothing that was taken back', async () => {
    const { comments, codes } = await heard({ text: '不同意' })
    const id = comments[0]?.id
    const blank = await hearing.officer('POST', path(`/${id}/answer`), { ...ANSWER, reason: ' ' })
    expect(blank).toMatchObject({ statusCode: 400, json: { fields: [{ field: 'reason' }] } })
    const found = await hearing.lookUp(codes[0] as string)
    const withdrawn = await hearing.browser.submit(formsOf(found.body)[0] as PageForm)
    expect(withdrawn.body).toContain('您已撤回')
    expect(withdrawn.body).not.toContain('答复后在这里可以看到')
    expect(await hearing.officer('POST', path(`/${id}/answer`), ANSWER)).toMatchObject({ statusCode: 409 })
    await hearing.settled()
    expect(await todo()).toEqual([])
    expect(await list()).toMatchObject({ balance: { received: 1, withdrawn: 1, open: 0 }, comments: [{ text: '' }] })
  })

  it('lists one kind alone, as the writer said it or as an officer set it right', async () => {
    const { comments } = await heard({ text: '什么时候动工?', kind: 'question' }, { text: '不同意' })
    expect((await list('?kind=question')).comments.map((c) => c.text)).toEqual(['什么时候动工?'])
    const other = comments.find((c) => c.kind === 'unsaid')?.id
    expect((await hearing.officer('POST', path(`/${other}/screen`), { kind: 'question' })).statusCode).toBe(200)
    expect((await list('?kind=question&bucket=underReview')).comments).toHaveLength(2)
    expect((await list('?kind=opinion')).comments).toEqual([])
    expect(await hearing.officer('GET', path('?kind=gossip'))).toMatchObject({ statusCode: 400 })
  })

  it('is not let write over what a colleague answered meanwhile, but may better what was read', async () => {
    const { comments } = await heard({ text: '不同意' })
    const url = path(`/${comments[0]?.id}/answer`)
    expect(await hearing.officer('POST', url, { ...ANSWER, over: '' })).toMatchObject({ statusCode: 200 })
    const late = { ...ANSWER, reply: '另一份答复', over: '' }
    expect(await hearing.officer('POST', url, late)).toMatchObject({ statusCode: 409, json: { code: 'changed' } })
    const read = (await list()).comments[0]?.answer
    expect(read?.reply).toBe(ANSWER.reply)
    expect(await hearing.officer('POST', url, { ...late, over: read?.at })).toMatchObject({ statusCode: 200 })
    expect((await list()).comments[0]?.answer?.reply).toBe('另一份答复')
    expect((await list()).balance).toMatchObject({ received: 1, summarised: 1, open: 0 })
  })

  it('groups under a theme in words of their own, which alone the public reads', async () => {
    const words = '我家的三亩地去年才种上树苗,现在要占,补偿标准到底按哪一年的算'
    const { comments } = await heard({ text: words }, { text: '补偿标准要公开' })
    const theme = {
      title: '补偿标准',
      summary: '群众问补偿按哪一年的标准',
      disposition: 'adopted',
      reason: '按2024年标准,已公布。',
    }
    const body = { ...theme, comments: comments.map((c) => c.id) }
    const url = `/api/matters/${hearing.matter}/themes`
    expect(await hearing.officer('POST', url, { ...body, summary: words })).toMatchObject({
      statusCode: 422,
      json: { fields: [{ field: 'summary' }] },
    })
    expect(await hearing.officer('POST', url, { ...body, reason: `请电139${'0'.repeat(8)}` })).toMatchObject({
      statusCode: 422,
      json: { fields: [{ field: 'reason' }] },
    })
    expect(await hearing.officer('POST', url, body)).toMatchObject({
      statusCode: 200,
      json: { balance: { grouped: 2 } },
    })
    expect(await hearing.officer('POST', url, body)).toMatchObject({ statusCode: 409 })
    await hearing.sweep()
    const page = await hearing.product.ports.files.read('site', `matters/${hearing.matter}/index.html`)
    const html = await text(page?.body as Readable)
    for (const shown of [theme.summary, theme.reason, '采纳']) expect(html).toContain(shown)
    expect(html).not.toContain('树苗')
    expect(await findings()).toEqual([])
  })

  it('opens contact data once however often the request is sent under its key, and twice when two officers do', async () => {
    const { comments, codes } = await heard({ text: '请回电', name: '示例·赵某', phone: '示例电话' })
    const url = path(`/${comments[0]?.id}/contact`)
    const open = (who: string, key: string) =>
      hearing.product.call(who, 'POST', url, { reason: '核实面积' }, { 'idempotency-key': key })
    const first = await Promise.all([open(CAST.comments, 'opening-1'), open(CAST.comments, 'opening-1')])
    const again = await open(CAST.comments, 'opening-1')
    for (const got of [...first, again]) expect(got).toMatchObject({ statusCode: 200, json: { phone: '示例电话' } })
    expect((await hearing.lookUp(codes[0] as string)).body).toContain('查看过 1 次')
    await Promise.all([open(CAST.comments, 'opening-2'), open('zy-comments', 'opening-3')])
    expect((await hearing.lookUp(codes[0] as string)).body).toContain('查看过 3 次')
    expect(await findings()).toEqual([])
  })

  it('opens contact data with a reason, on record, and the writer is told how often', async () => {
    const { comments, codes } = await heard({ text: '请回电', name: '示例·赵某', phone: '示例电话' })
    const contact = () => hearing.officer('POST', path(`/${comments[0]?.id}/contact`), { reason: '核实面积' })
    expect((await contact()).json).toEqual({ name: '示例·赵某', phone: '示例电话' })
    await contact()
    expect((await hearing.lookUp(codes[0] as string)).body).toContain('查看过 2 次')
    expect(await findings()).toEqual([])
  })

  it('and another one who decides at the same moment are told apart', async () => {
    const { comments } = await heard({ text: '一' })
    const both = await Promise.all(
      [0, 1].map(() => hearing.officer('POST', path(`/${comments[0]?.id}/withhold`), { reason: '与事项无关' })),
    )
    expect(both.map((got) => got.statusCode).sort()).toEqual([200, 409])
    const loser = both.find((got) => got.statusCode === 409)
    expect(loser?.json).toMatchObject({ code: 'changed', changedBy: '示例·信意见' })
    expect((await list()).balance).toMatchObject({ received: 1, withheld: 1, underReview: 0, open: 0 })
  })
})

describe('who may not see', () => {
  it('is everybody but an officer over the place, outside the body that files', async () => {
    await heard({ text: '镇里干部别看' })
    const seen = (who: string) => hearing.product.call(who, 'GET', path())
    expect((await seen('lj-comments')).statusCode).toBe(403)
    expect((await seen(CAST.reviewer)).statusCode).toBe(403)
    expect((await seen('sq-filer')).statusCode).toBe(404)
    expect((await seen(CAST.comments)).statusCode).toBe(200)
  })

  it('is the filing body before an officer looked, and then it sees neither person nor place', async () => {
    await heard(
      { text: `渠要改线,电139${'0'.repeat(8)}`, village: '太和村', group: 'nearby', phone: '示例' },
      { text: '另一条' },
    )
    const filer = async () => ((await hearing.product.call(CAST.filer, 'GET', path())).json as unknown as List).comments
    expect(await filer()).toEqual([])
    const { id } = (await list()).comments.find((c) => c.village === '太和村') as CommentView
    expect((await hearing.officer('POST', path(`/${id}/screen`), { kind: 'opinion' })).statusCode).toBe(200)
    expect(await filer()).toMatchObject([
      {
        text: '渠要改线,电▇▇▇▇▇▇▇▇▇▇▇',
        village: '',
        group: 'unsaid',
        contact: false,
        kind: 'opinion',
        day: '2026-11-24',
      },
    ])
    await hearing.officer('POST', path(`/${id}/screen`), { kind: 'accusation' })
    expect(await filer()).toEqual([])
    expect(await findings()).toEqual([])
  })

  it('leaves a trace of each look at the list', async () => {
    await heard({ text: '一' })
    await hearing.product.call(CAST.filer, 'GET', path())
    const { looks } = (await hearing.product.call('gz-auditor', 'GET', path('/looks'))).json
    expect(looks).toMatchObject([{ name: '示例·田报送', what: 'list' }, { name: '示例·信意见' }])
  })
})

describe('an accusation', () => {
  it('is in no list and no number of its matter; its receiver learns that one came and gets it sealed', async () => {
    const { codes } = await heard({ text: '某某收钱', kind: 'accusation', stance: 'oppose' })
    expect(await list()).toMatchObject({ balance: { received: 0 }, comments: [] })
    expect(await todo()).toEqual([])
    const inbox = (await hearing.product.call('gz-auditor', 'GET', '/api/inbox')).json
    expect(JSON.stringify(inbox)).toContain('收到一件封存的检举控告')
    expect(JSON.stringify(inbox)).not.toContain(hearing.matter)
    const sealed = async (who: string) =>
      (await hearing.product.call(who, 'GET', '/api/sealed')).json.items as { jwe: string }[]
    const [item] = await sealed('gz-auditor')
    const { sealer } = hearing.product.ports
    expect(JSON.parse(await sealer.open('accusations', item?.jwe ?? ''))).toMatchObject({
      text: '某某收钱',
      stance: 'oppose',
    })
    for (const who of [CAST.comments, CAST.townLeader, CAST.officeLeader, 'zy-auditor'])
      expect(await sealed(who)).toEqual([])
    expect((await hearing.lookUp(codes[0] as string)).body).toContain('已封存,转有权处理的机关')
  })

  it('can be taken back, and holds up nothing', async () => {
    const { codes } = await heard({ text: '某某收钱', kind: 'accusation' })
    const found = await hearing.lookUp(codes[0] as string)
    await hearing.browser.submit(formsOf(found.body)[0] as PageForm)
    await hearing.settled()
    expect(await hearing.dispatcher.deadLetters.list()).toEqual([])
    expect((await hearing.lookUp(codes[0] as string)).body).toContain('您已撤回')
    expect(await findings()).toEqual([])
  })
})

describe('the report', () => {
  it('cannot be finished while a comment has no disposition', async () => {
    const { comments } = await heard({ text: '一' }, { text: '二' })
    hearing.product.clock.advance({ days: 31 })
    await hearing.sweep()
    const finish = async () => {
      const m = await read(hearing.product, CAST.filer, hearing.matter)
      const got = await hearing.product.call(CAST.filer, 'POST', `/api/matters/${m.id}/finish`, inView(m, 'finish'))
      return (got.json.fields as { field: string; message: string }[]).find((f) => f.field === 'comments')?.message
    }
    expect(await finish()).toBe('还有 2 条群众意见没有答复')
    for (const { id } of comments) await hearing.officer('POST', path(`/${id}/answer`), ANSWER)
    expect(await finish()).toBeUndefined()
  })
})
