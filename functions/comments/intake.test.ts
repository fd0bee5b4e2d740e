import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Item } from '../../shared/table/table.ts'
import { type Hearing, openHearing } from '../../test/support/hearing.ts'
import { formsOf, type PageForm, villager } from '../../test/support/villager.ts'

let hearing: Hearing
beforeEach(async () => {
  hearing = await openHearing()
})
afterEach(() => hearing.close())

async function rows(prefix: string): Promise<Item[]> {
  const found: Item[] = []
  for await (const item of hearing.product.ports.matters.scan()) if (item.pk.startsWith(prefix)) found.push(item)
  return found
}
const comments = async () => (await rows('COMMENTS#')).filter((row) => row.sk.endsWith('#V1'))

/** Every byte that the server keeps. */
function disk(dir: string): Buffer {
  const parts = readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path))
  return Buffer.concat(parts)
}

describe('saying something without scripts', () => {
  it('goes from the form over the check to a receipt, with nothing chosen beforehand', async () => {
    const { browser, matter } = hearing
    const shown = await browser.get(`/say/${matter}`)
    expect(shown.headers).toMatchObject({ 'cache-control': 'no-store' })
    const [form] = formsOf(shown.body) as [PageForm]
    expect(shown.body).not.toMatch(/ (checked|selected)[ >]/)
    expect(form.options.village).toEqual(['', '太和村', '三工村', '六号村', '刘家沟村'])
    const checked = await browser.submit(form, { text: '标准要公开', stance: 'oppose', village: '太和村' })
    expect(checked.body).toContain('请核对您要提交的内容')
    const sent = await browser.submit(formsOf(checked.body)[0] as PageForm, { step: 'send' })
    expect(sent).toMatchObject({ statusCode: 303, headers: { location: '/receipt' } })
    expect(sent.cookies?.[0]).toMatch(/^__Host-receipt=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=1800; Secure$/)
    const receipt = await browser.get('/receipt')
    expect(receipt.body).toMatch(/class="code">[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]</)
    expect(receipt.body).toContain('不要把回执给任何人看')
    expect(receipt.body).toContain('2026年11月24日(周二)09:00')
    const [stored] = await comments()
    expect(stored).toMatchObject({
      text: '标准要公开',
      stance: 'oppose',
      village: '太和村',
      kind: 'unsaid',
      late: false,
    })
  })

  it('lets a person go back and change a word, losing nothing', async () => {
    const { browser } = hearing
    const form = await hearing.form()
    const typed = { text: '第一句\n\n 第二句 ', stance: 'conditional', group: 'nearby', phone: '139 0000 0000' }
    const checked = await browser.submit(form, typed)
    const again = await browser.submit(formsOf(checked.body)[0] as PageForm, { step: 'edit' })
    const [back] = formsOf(again.body) as [PageForm]
    expect(back.fields).toMatchObject(typed)
    expect(back.options.stance).toEqual(form.options.stance)
    expect(back.fields.key).toBe(form.fields.key)
  })

  it('draws the order of the stances for each reader', async () => {
    const orders = new Set<string>()
    for (let i = 0; i < 60; i++) orders.add(String((await hearing.form()).options.stance))
    expect(orders.size).toBe(6)
  })

  it('says on top and beside the field what to do, and keeps what was typed', async () => {
    const { browser } = hearing
    const got = await browser.submit(await hearing.form(), { text: ' ', stance: 'oppose', name: '示例·某某' })
    expect(got.statusCode).toBe(400)
    expect(got.body).toMatch(/class="errors"[\s\S]*<a href="#text">请写下您的意见,一句话也可以<\/a>/)
    expect(got.body).toMatch(/id="text-error">请写下您的意见,一句话也可以/)
    expect(formsOf(got.body)[0]?.fields).toMatchObject({ text: ' ', stance: 'oppose', name: '示例·某某' })
    expect(await comments()).toEqual([])
  })

  it.each([
    ['forged', 'x'.repeat(20)],
    ['missing', ''],
  ])('gives a new form with everything typed when the key is %s', async (_, key) => {
    const { browser } = hearing
    const got = await browser.submit(await hearing.form(), { text: '我写了很久', key, step: 'send' })
    const [fresh] = formsOf(got.body) as [PageForm]
    expect(fresh.fields.text).toBe('我写了很久')
    expect(await comments()).toEqual([])
    const checked = await browser.submit(fresh)
    expect((await browser.submit(formsOf(checked.body)[0] as PageForm, { step: 'send' })).statusCode).toBe(303)
  })

  it.each([
    '𠮷家和䶮家 👨‍👩‍👧',
    '<script>alert(1)</script> & "引号" \'x\' &amp; &lt;',
    '  首尾空格\n\n\n换行\t制表  ',
    '\n开头就换行',
    '\u202E反向 e\u0301 ﷽',
    '字'.repeat(10_000),
    '𠮷'.repeat(10_000),
  ])('keeps odd text to the letter (%#)', async (text) => {
    const { receipt } = await hearing.say({ text, password: '示例口令' })
    expect(receipt.statusCode).toBe(200)
    const [stored] = await comments()
    expect(String(stored?.text).replaceAll('\r\n', '\n')).toBe(text)
    const checked = await hearing.browser.submit(await hearing.form(), { text })
    expect(checked.body).not.toContain('<script>alert')
  })
})

describe('sending the same form again', () => {
  async function ready(fields: Record<string, string>) {
    const checked = await hearing.browser.submit(await hearing.form(), fields)
    return formsOf(checked.body)[0] as PageForm
  }

  it('is one comment and one receipt, at once and the next day', async () => {
    const form = await ready({ text: '同意' })
    const readers = Array.from({ length: 6 }, () => villager(hearing.product.handler))
    const receiptOf = async (reader: (typeof readers)[number]) => {
      expect((await reader.submit(form, { step: 'send' })).statusCode).toBe(303)
      return (await reader.get('/receipt')).body
    }
    const once = await Promise.all(readers.map(receiptOf))
    hearing.product.clock.advance({ days: 1 })
    const later = await receiptOf(villager(hearing.product.handler))
    expect(new Set([...once, later]).size).toBe(1)
    expect(await comments()).toHaveLength(1)
  })

  it('with other words is told so, shows those words, and changes nothing', async () => {
    const form = await ready({ text: '第一次写的' })
    await hearing.browser.submit(form, { step: 'send' })
    const changes: Record<string, string>[] = [
      { text: '第二次写的' },
      { stance: 'support' },
      { text: '第一次写的 ' },
      { password: '示例口令' },
    ]
    for (const change of changes) {
      const got = await hearing.browser.submit(form, { ...change, step: 'send' })
      expect(got.statusCode).toBe(409)
      expect(got.body).toContain('没有提交')
      expect(got.body).toContain(change.text ?? '第一次写的')
    }
    expect((await comments()).map((row) => row.text)).toEqual(['第一次写的'])
  })

  it('with another telephone number is not the same form either, and the first number stays', async () => {
    const form = await ready({ text: '请联系我', phone: '示例电话一' })
    await hearing.browser.submit(form, { step: 'send' })
    expect((await hearing.browser.submit(form, { phone: '示例电话二', step: 'send' })).statusCode).toBe(409)
    expect((await hearing.browser.submit(form, { step: 'send' })).statusCode).toBe(303)
    await hearing.settled()
    const [stored] = await comments()
    const contact = await hearing.officer('POST', `/api/matters/${hearing.matter}/comments/${stored?.id}/contact`, {
      reason: '核实情况',
    })
    expect(contact.json).toEqual({ name: '', phone: '示例电话一' })
  })

  it('as an accusation after an opinion, or the other way round, is no second comment', async () => {
    const form = await ready({ text: '同一句话' })
    await hearing.browser.submit(form, { step: 'send' })
    expect((await hearing.browser.submit(form, { kind: 'accusation', step: 'send' })).statusCode).toBe(409)
    expect(await comments()).toHaveLength(1)
  })
})

describe('what is kept', () => {
  it('of a comment without contact is one row, and nothing else until the reaction comes', async () => {
    await hearing.settled()
    const before = await rows('')
    await hearing.dispatcher.stop()
    await hearing.say({ text: '一行' })
    const after = await rows('')
    const added = after.filter((row) => !before.some((b) => b.pk === row.pk && b.sk === row.sk))
    expect(added.map((row) => row.pk.split('#')[0])).toEqual(['COMMENTS'])
  })

  it('holds no receipt code, client key or nonce, on disk or in an address', async () => {
    const form = await hearing.form()
    const { code, receipt } = await hearing.say({ text: '普通意见' })
    const nonce = /随机数:<code>([0-9a-f]{64})</.exec(receipt.body ?? '')?.[1] as string
    await hearing.lookUp(code)
    await hearing.settled()
    const kept = disk(hearing.product.dir)
    expect(kept.includes('普通意见')).toBe(true)
    for (const secret of [code, code.replaceAll('-', ''), nonce, form.fields.key as string]) {
      expect(secret).not.toBe('')
      expect(kept.includes(secret)).toBe(false)
    }
  })

  it('shows no byte of contact data or of an accusation', async () => {
    await hearing.say({ text: '请回电', name: '示例·赵某', phone: '示例电话号码' })
    await hearing.say({ text: '某某收了钱的检举', kind: 'accusation', village: '六号村', stance: 'oppose' })
    await hearing.settled()
    const kept = disk(hearing.product.dir)
    for (const secret of ['示例·赵某', '示例电话号码', '某某收了钱的检举']) expect(kept.includes(secret)).toBe(false)
  })

  it('says how late what came after the end was, and keeps it', async () => {
    hearing.product.clock.set('2026-12-24T23:59:59.999+08:00')
    await hearing.say({ text: '赶上了' })
    hearing.product.clock.set('2026-12-25T00:00:00.000+08:00')
    const { receipt } = await hearing.say({ text: '晚了一刻' })
    expect(receipt.body).toContain('截止后收到')
    const late = Object.fromEntries((await comments()).map((row) => [row.text, row.late]))
    expect(late).toEqual({ 赶上了: false, 晚了一刻: true })
  })
})

describe('bad input', () => {
  it.each([
    ['GET', '/say/WP-620702100-2026-9999', 404],
    ['GET', '/say/x', 400],
    ['GET', `/say/WP-${'9'.repeat(3000)}-2026-0001`, 400],
  ])('is told so: %s %.40s', async (_, path, status) => {
    expect((await hearing.browser.get(path)).statusCode).toBe(status)
  })

  it.each([
    ['nothing', {}],
    ['an empty matter', { matter: '', code: '7K3M9QXA2BCDE' }],
    ['a very long matter', { matter: 'WP-'.repeat(900), code: '7K3M9QXA2BCDE' }],
    ['NUL', { matter: 'WP-1-2026-0001\0', code: '\0' }],
    ['a code that is none', { matter: 'WP-620702100-2026-0001', code: '你好' }],
    ['a code of nobody', { matter: 'WP-620702100-2026-0001', code: '0000000000000' }],
  ])('in the look-up gets the one sentence for every miss: %s', async (_, fields) => {
    const [form] = formsOf((await hearing.browser.get('/lookup')).body) as [PageForm]
    const got = await hearing.browser.submit(form, fields)
    expect(got.statusCode).toBe(404)
    expect(got.body).toContain('没有查到。请核对事项编号和回执码')
    const withdrawal = await hearing.browser.submit({ ...form, action: '/lookup/withdraw' }, fields)
    expect(withdrawal.statusCode).toBe(404)
  })

  it('as JSON is answered with the field, and good JSON with the receipt', async () => {
    const { product, matter } = hearing
    const { key } = (await hearing.form()).fields
    const post = (body: unknown) => product.call('', 'POST', `/say/${matter}`, body)
    expect((await post({ key, text: '经脚本提交', stance: 'support' })).statusCode).toBe(201)
    expect((await post({ key, text: '经脚本提交', stance: 'maybe' })).statusCode).toBe(400)
    expect((await post({ key: 'x', text: '经脚本提交' })).statusCode).toBe(400)
    expect((await post({ key, text: '另一句' })).statusCode).toBe(409)
    expect(await comments()).toHaveLength(1)
  })
})
