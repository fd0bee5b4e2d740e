import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyAll } from '../../shared/events/verify.ts'
import { html, jpeg, pdf } from '../../test/support/samples.ts'
import { announced, NOTICE, openVolume, REPORT, type Volume } from '../../test/support/volume.ts'

let volume: Volume
beforeAll(async () => {
  volume = await openVolume()
})
afterAll(() => volume.close())

type View = Record<string, unknown> & { id: string; may: Record<string, boolean> }

async function upload(matter: string, content: Buffer, more: Record<string, unknown> = {}, account = 'lj-filer') {
  const path = `/api/matters/${matter}/documents`
  const { json } = await volume.post(path, account, announced(content, more))
  await volume.bring(json.ticket, content)
  const { id } = json.document as View
  return (await volume.post(`${path}/${id}/arrived`, account)).json.document as View
}

const catalogue = async (matter: string, account = 'lj-filer') =>
  (await volume.get(`/api/matters/${matter}/documents`, account)).json as {
    documents: View[]
    checklist: { kind: string; present: boolean; gap: string }[]
    acts: { name: string }[]
  }

const versionOf = async (matter: string) => (await volume.get(`/api/matters/${matter}`, 'lj-filer')).json.version

describe('the catalogue', () => {
  it('lists by kind and date, numbers only what is in the volume, and says what is missing', async () => {
    const matter = await volume.matter()
    await volume.live(matter, { state: 'assessing', notice: '', reason: '' })
    await upload(matter, jpeg(), { kind: 'media', title: '现场', filename: '现场.jpg', source: 'photo' })
    await upload(matter, pdf(3, 'r'), { ...REPORT, eventDate: '2026-11-20' })
    await upload(matter, pdf(2, 'v'), {
      kind: 'visit',
      title: '走访',
      source: 'transcription',
      eventDate: '2026-09-01',
    })
    await upload(matter, html(), { kind: 'expert', title: '论证' })
    const { documents, checklist, acts } = await catalogue(matter)
    expect(documents.map(({ order, kind, date, pages, state }) => [order, kind, date, pages, state])).toEqual([
      [1, 'report', '20261120', 3, 'verified'],
      [2, 'visit', '20260901', 2, 'verified'],
      [3, 'media', '20261120', 1, 'verified'],
      [null, 'expert', '20261120', null, 'quarantined'],
    ])
    expect(documents[1]?.remark).toBe('逾期补录;录入件')
    expect(documents[0]).toMatchObject({ responsible: '梁家墩镇', retention: '30年', uploadedByName: '示例·田报送' })
    expect(acts).toEqual([{ name: 'add' }])
    const gaps = Object.fromEntries(checklist.map(({ kind, gap }) => [kind, gap]))
    expect(gaps).toMatchObject({ report: '', media: '', hearing: '缺' })
    expect(gaps.visit).toContain('原始记录')
    expect(gaps.expert).toContain('没有通过校验')
    expect((await catalogue(matter, 'gz-inspector')).acts).toEqual([])
  })

  it('keeps what was corrected, and names the correction', async () => {
    const matter = await volume.matter()
    const first = await upload(matter, pdf(1, 'wrong'))
    const reason = { replaces: first.id, replaceReason: '第三页数字有误' }
    const second = await upload(matter, pdf(1, 'right'), reason)
    expect(second).toMatchObject({ version: 2 })
    const { documents } = await catalogue(matter)
    expect(documents[0]).toMatchObject({ id: first.id, state: 'verified', remark: '已由第 2 件替换' })
    expect(documents.map(({ may }) => may.replace)).toEqual([false, true])
    const { documents: inspected } = await catalogue(matter, 'gz-inspector')
    expect(inspected.map(({ may }) => may.replace)).toEqual([false, false])
    const late = await volume.post(`/api/matters/${matter}/documents`, 'lj-filer', announced(pdf(1, 'x'), reason))
    expect([late.statusCode, late.json.code]).toEqual([409, 'wrong-state'])
    await volume.post(`/api/matters/${matter}/documents/${second.id}/withdraw`, 'lj-filer', { reason: '传错了' })
    const after = (await catalogue(matter)).documents
    expect(after.map(({ id, order, replacedBy }) => [id, order, replacedBy])).toEqual([
      [first.id, 1, ''],
      [second.id, null, ''],
    ])
  })

  it('lets one of two corrections in, and says to the other why not', async () => {
    const matter = await volume.matter()
    const first = await upload(matter, pdf(1, 'wrong'))
    const path = `/api/matters/${matter}/documents`
    const both = await Promise.all(
      [pdf(1, 'one'), pdf(1, 'two')].map(async (content) => {
        const body = announced(content, { replaces: first.id, replaceReason: '更正' })
        const { json } = await volume.post(path, 'lj-filer', body)
        await volume.bring(json.ticket, content)
        return (json.document as View).id
      }),
    )
    const views = await Promise.all(both.map((id) => volume.post(`${path}/${id}/arrived`, 'lj-filer')))
    expect(views.map(({ json }) => (json.document as View).state).sort()).toEqual(['quarantined', 'verified'])
    const refused = views.find(({ json }) => (json.document as View).state === 'quarantined')
    expect((refused?.json.document as View | undefined)?.reason).toContain('已被另一份替换')
  })
})

describe('withdrawing a paper', () => {
  it('is for the filing body, needs a reason, happens once, and leaves the file under lock', async () => {
    const matter = await volume.matter()
    const { id } = await upload(matter, pdf(1, 'w'))
    const path = `/api/matters/${matter}/documents/${id}/withdraw`
    expect((await volume.post(path, 'lj-filer', { reason: '' })).statusCode).toBe(400)
    expect((await volume.post(path, 'gz-reviewer', { reason: '不需要' })).statusCode).toBe(403)
    expect((await volume.post(path, 'sq-filer', { reason: '不需要' })).statusCode).toBe(404)
    const done = await volume.post(path, 'lj-archivist', { reason: '传错了事项' })
    expect(done.json.document).toMatchObject({ state: 'withdrawn', remark: '已撤下:传错了事项', order: null })
    expect((await volume.post(path, 'lj-filer', { reason: '再撤一次' })).statusCode).toBe(409)
    const [version] = await volume.files.versions('archive', `${matter}/${id}`)
    await expect(volume.files.destroy('archive', `${matter}/${id}`, String(version?.version))).rejects.toThrow()
  })
})

describe('a restricted paper', () => {
  it('shows its kind alone, and opens, on record, only for who keeps and who reviews the volume', async () => {
    const matter = await volume.matter()
    const more = { kind: 'visit', title: '被走访群众名单', source: 'signed-scan', restricted: true }
    const { id } = await upload(matter, pdf(1, 'names'), more)
    const link = `/api/matters/${matter}/documents/${id}/link`
    for (const account of ['lj-leader', 'lj-comments', 'gz-inspector', 'zy-reviewer']) {
      expect((await volume.get(link, account)).statusCode).toBe(403)
      const [row] = (await catalogue(matter, account)).documents
      expect(row).toMatchObject({ title: '实地走访情况登记表(限阅)', filename: '', may: { open: false } })
    }
    for (const account of ['lj-filer', 'lj-archivist', 'gz-reviewer']) {
      const { json } = await volume.get(link, account)
      const got = await fetch(String(json.url))
      expect(Buffer.from(await got.arrayBuffer()).equals(pdf(1, 'names'))).toBe(true)
      expect(got.headers.get('content-disposition')).toContain(encodeURIComponent('被走访群众名单.pdf'))
    }
    const { json } = await volume.get(`/api/matters/${matter}/looks`, 'lj-archivist')
    expect((json.looks as { document: string; name: string }[]).map(({ document, name }) => [document, name])).toEqual([
      [id, '示例·甘审查'],
      [id, '示例·罗档案'],
      [id, '示例·田报送'],
    ])
    expect((await volume.get(`/api/matters/${matter}/looks`, 'lj-leader')).statusCode).toBe(403)
  })
})

describe('the public', () => {
  it('reads what a notice offers, and nothing else of the volume', async () => {
    const matter = await volume.matter()
    const draft = await upload(matter, pdf(2, 'draft'), { kind: 'plan', title: '工程方案(草案)' })
    const inner = await upload(matter, pdf(2, 'inner'), { kind: 'meeting', title: '会议记录' })
    const names = await upload(matter, pdf(2, 'names'), { kind: 'visit', title: '名单', restricted: true })
    const paper = (id: string) => volume.get(`/papers/${matter}/${id}`)
    expect((await paper(draft.id)).statusCode).toBe(404)
    const publish = async (...attachments: string[]) =>
      volume.post(`/api/matters/${matter}/notices`, 'lj-filer', {
        version: await versionOf(matter),
        notice: { ...NOTICE, attachments },
      })
    expect((await publish(draft.id, names.id)).statusCode).toBe(422) // what is restricted is offered to nobody
    expect((await publish(draft.id)).statusCode).toBe(201)
    const found = await paper(draft.id)
    expect(found.statusCode).toBe(302)
    const got = await fetch(String(found.headers?.location))
    expect(Buffer.from(await got.arrayBuffer()).equals(pdf(2, 'draft'))).toBe(true)
    for (const id of [inner.id, names.id, '01JD0000000000000000000000']) {
      const missing = await paper(id)
      expect(missing.statusCode).toBe(404)
      expect(missing.body).toContain('没有这个附件')
    }
    const path = `/api/matters/${matter}/documents/${draft.id}/withdraw`
    expect((await volume.post(path, 'lj-filer', { reason: '不要了' })).json.code).toBe('rule')
  })

  it('is offered only what has passed the check', async () => {
    const matter = await volume.matter()
    const bad = await upload(matter, html())
    const body = { version: await versionOf(matter), notice: { ...NOTICE, attachments: [bad.id] } }
    expect((await volume.post(`/api/matters/${matter}/notices`, 'lj-filer', body)).statusCode).toBe(422)
  })
})

describe('the record', () => {
  it('holds every step of every paper under the volume’s chain', async () => {
    const walked = []
    for await (const subject of verifyAll(volume.table)) walked.push(subject)
    expect(walked.filter(({ pk }) => pk.startsWith('VOLUME#')).length).toBeGreaterThan(5)
    expect(walked.flatMap(({ findings }) => findings)).toEqual([])
  })
})
