import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventsAfter } from '../../../shared/events/chain.ts'
import { compound, docx, exe, html, jpeg, mp4, ofd, pdf, png, svg, xlsx, zip } from '../../../test/support/samples.ts'
import { announced, openVolume, type Volume } from '../../../test/support/volume.ts'
import { volumePk } from '../store.ts'

let volume: Volume
let matter: string
beforeAll(async () => {
  volume = await openVolume()
  matter = await volume.matter()
})
afterAll(() => volume.close())

type View = Record<string, unknown> & { id: string; state: string; reason: string }
const documents = () => `/api/matters/${matter}/documents`

/** Announces, brings and reports one file, as a person at the desk does. */
async function upload(content: Buffer, more: Record<string, unknown> = {}): Promise<View> {
  const { statusCode, json } = await volume.post(documents(), 'lj-filer', announced(content, more))
  expect([statusCode, json.detail]).toEqual([201, undefined])
  expect(await volume.bring(json.ticket, content)).toBe(200)
  const { id } = json.document as View
  const arrived = await volume.post(`${documents()}/${id}/arrived`, 'lj-filer')
  expect(arrived.statusCode).toBe(200)
  return arrived.json.document as View
}

describe('a paper of the volume', () => {
  it.each([
    ['a PDF', '评估报告.pdf', pdf(3), 'application/pdf', 3],
    ['an OFD', '报备表.ofd', ofd(), 'application/ofd', null],
    ['a Word document', '方案.docx', docx(), /wordprocessingml/, null],
    ['a sheet', '台账.xlsx', xlsx(), /spreadsheetml/, null],
    ['an old Word document', '记录.doc', compound('WordDocument'), 'application/msword', null],
    ['a WPS document', '记录.wps', compound('WordDocument'), 'application/wps-office.wps', null],
    ['a WPS sheet', '名册.et', compound('Workbook'), 'application/wps-office.et', null],
    ['a long old document, its directory far from both ends', '长.doc', compound('WordDocument', 900), /msword/, null],
    ['a photo', '现场.JPG', jpeg(), 'image/jpeg', 1],
    ['a picture', '图.png', png(), 'image/png', 1],
    ['a film', '听证.mp4', mp4(), 'video/mp4', null],
  ])('goes into the volume: %s', async (_, filename, content, contentType, pages) => {
    const view = await upload(content, { filename })
    expect(view).toMatchObject({ state: 'verified', size: content.length, pages, reason: '' })
    expect(view.contentType).toMatch(contentType)
    const { key, sha256 } = (await volume.files.head('archive', `${matter}/${view.id}`)) ?? {}
    expect([key, sha256]).toEqual([`${matter}/${view.id}`, view.sha256])
    expect(await volume.files.head('incoming', `${matter}/${view.id}`)).toBeUndefined()
  })

  it.each([
    ['a web page', html(), '网页'],
    ['a drawing with scripts', svg(), 'SVG'],
    ['a program', exe(), '程序'],
    ['an archive', zip({ 'a.txt': 'a' }), '压缩包'],
    ['a photo', jpeg(), 'JPEG 照片'],
    ['a Word document', docx(), 'Word 文档'],
    ['an empty shell of zeros', Buffer.alloc(300), '无法识别'],
  ])('is put aside when a .pdf is really %s, and says so', async (_, content, really) => {
    const view = await upload(content)
    expect(view.state).toBe('quarantined')
    expect(view.reason).toContain('按文件名应是PDF 文档')
    expect(view.reason).toContain(really)
    expect(await volume.files.head('archive', `${matter}/${view.id}`)).toBeUndefined()
    expect(await volume.files.head('incoming', `quarantine/${matter}/${view.id}`)).toMatchObject({
      size: content.length,
    })
    const link = await volume.get(`${documents()}/${view.id}/link`, 'lj-filer')
    expect(link.statusCode).toBe(409)
  })

  it('is put aside when it is a document with macros', async () => {
    const view = await upload(docx({ 'word/vbaProject.bin': 'macro' }), { filename: '方案.docx' })
    expect(view.state).toBe('quarantined')
    expect(view.reason).toContain('含宏')
  })

  it.each([
    [
      'other content of the same size',
      (content: Buffer) => Buffer.concat([content.subarray(0, -1), Buffer.from('X')]),
      '校验值',
    ],
    ['less than was promised', (content: Buffer) => content.subarray(0, 100), '大小'],
  ])('is put aside when the store holds %s', async (_, change, word) => {
    const content = pdf(2, word)
    const { json } = await volume.post(documents(), 'lj-filer', announced(content))
    const { id } = json.document as View
    // Past the ticket, which would not have let it in.
    await volume.files.put('incoming', `${matter}/${id}`, change(content), { contentType: 'application/pdf' })
    const arrived = await volume.post(`${documents()}/${id}/arrived`, 'lj-filer')
    const view = arrived.json.document as View
    expect(view.state).toBe('quarantined')
    expect(view.reason).toContain(word)
  })

  it('comes in only as promised: another file does not fit its ticket', async () => {
    const content = pdf(1, 'promised')
    const { json } = await volume.post(documents(), 'lj-filer', announced(content))
    expect(await volume.bring(json.ticket, pdf(1, 'otherone'))).toBe(400)
    const { id } = json.document as View
    const arrived = await volume.post(`${documents()}/${id}/arrived`, 'lj-filer')
    expect([arrived.statusCode, arrived.json.code]).toEqual([409, 'wrong-state'])
  })

  it('is one document and one event when it is announced or reported twice', async () => {
    const content = pdf(1, 'twice')
    const body = announced(content)
    const both = await Promise.all([1, 2].map(() => volume.post(documents(), 'lj-filer', body, 'same-key-1234')))
    const [first, second] = both.map(({ json }) => json.document as View)
    expect(both.map((got) => got.statusCode)).toEqual([201, 201])
    expect(second?.id).toBe(first?.id)
    expect(await volume.bring(both[0]?.json.ticket, content)).toBe(200)
    const path = `${documents()}/${first?.id}/arrived`
    const reports = await Promise.all([1, 2, 3].map(() => volume.post(path, 'lj-filer')))
    expect(reports.map((got) => got.statusCode)).toEqual([200, 200, 200])
    const again = await volume.post(path, 'lj-filer')
    expect(again.json.document).toMatchObject({ state: 'verified' })
    const events: string[] = []
    for await (const { type, data } of eventsAfter(volume.table, volumePk(matter), 0)) {
      if (data.document === first?.id) events.push(type)
    }
    expect(events).toEqual(['archive.announced', 'archive.verified'])
    expect(await volume.files.versions('archive', `${matter}/${first?.id}`)).toHaveLength(1)
    const replayed = await volume.post(documents(), 'lj-filer', body, 'same-key-1234')
    expect(replayed.json).toMatchObject({ document: { id: first?.id, state: 'verified' }, ticket: null })
  })

  it('comes with seven others at once, and none is lost', async () => {
    const contents = Array.from({ length: 8 }, (_, i) => pdf(1, `at once ${i}`))
    const views = await Promise.all(contents.map((content) => upload(content, { kind: 'other' })))
    expect(views.map((view) => view.state)).toEqual(Array(8).fill('verified'))
  })
})

describe('announcing a paper', () => {
  it.each([
    ['a marked title', { title: '机 密★10年 报告' }, 422, 'title'],
    ['a marked file name', { filename: '【秘密】报告.pdf' }, 422, 'filename'],
    ['no declaration', { noSecrets: false }, 400, 'noSecrets'],
    ['a program', { filename: 'setup.exe' }, 415, 'filename'],
    ['a type that does not fit its name', { contentType: 'text/html' }, 415, 'filename'],
    ['more than a PDF may have', { size: 3_000_000_000 }, 413, 'size'],
    ['nothing in it', { size: 0 }, 400, 'size'],
    ['a day to come', { eventDate: '2026-11-25' }, 400, 'eventDate'],
    ['a kind that does not exist', { kind: 'rumour' }, 400, 'kind'],
    ['half a character in its title', { title: '\ud800' }, 400, 'title'],
    ['a field that does not exist', { score: 1 }, 400, 'score'],
    ['a hash that is none', { sha256: 'abc' }, 400, 'sha256'],
    ['a correction without its reason', { replaces: '01JD0000000000000000000000' }, 400, 'replaceReason'],
  ])('is refused with %s, the field named', async (_, more, status, field) => {
    const { statusCode, json } = await volume.post(documents(), 'lj-filer', announced(pdf(), more))
    expect(statusCode).toBe(status)
    expect((json.fields as { field: string }[]).map((one) => one.field)).toEqual([field])
  })

  it('is refused to a neighbour as if the matter were not there', async () => {
    for (const account of ['sq-filer', 'ltc-filer', 'gt-reviewer']) {
      expect((await volume.post(documents(), account, announced(pdf()))).statusCode).toBe(404)
      expect((await volume.get(documents(), account)).statusCode).toBe(404)
    }
  })

  it('is open to the authority that reviews, and not to who only inspects', async () => {
    const opinion = announced(pdf(), { kind: 'department-opinion' })
    expect((await volume.post(documents(), 'gz-reviewer', opinion)).statusCode).toBe(201)
    expect((await volume.post(documents(), 'gz-inspector', opinion)).statusCode).toBe(403)
  })
})
