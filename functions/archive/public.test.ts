import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventsAfter, SYSTEM } from '../../shared/events/chain.ts'
import { verifyAll } from '../../shared/events/verify.ts'
import { verifyDisk } from '../../shared/files/disk/verify.ts'
import { jpeg, mp4, pdf, photo, TAKEN } from '../../test/support/samples.ts'
import { announced, NOTICE, openVolume, type Volume } from '../../test/support/volume.ts'
import { matterPk } from '../matters/offers.ts'
import { changeVolume } from './commands/change.ts'
import { publicCopy } from './commands/public-copy.ts'
import type { Verified } from './domain/document.ts'
import { documentRow, loadDocument, publicKey, volumePk } from './store.ts'

let volume: Volume
let matter: string
beforeEach(async () => {
  volume = await openVolume()
  matter = await volume.matter()
})
afterEach(() => volume.close())

const PHOTO = { kind: 'media', title: '现场', filename: '现场.jpg', source: 'photo' }
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')

async function upload(content: Buffer, more: Record<string, unknown> = PHOTO): Promise<string> {
  const path = `/api/matters/${matter}/documents`
  const { json } = await volume.post(path, 'lj-filer', announced(content, more))
  await volume.bring(json.ticket, content)
  const { id } = json.document as { id: string }
  await volume.post(`${path}/${id}/arrived`, 'lj-filer')
  return id
}

async function publish(...attachments: string[]) {
  const { version } = (await volume.get(`/api/matters/${matter}`, 'lj-filer')).json
  return volume.post(`/api/matters/${matter}/notices`, 'lj-filer', { version, notice: { ...NOTICE, attachments } })
}

const paper = (id: string) => volume.get(`/papers/${matter}/${id}`)

/** As anybody downloads it. */
async function downloaded(id: string): Promise<Buffer> {
  const found = await paper(id)
  expect(found.statusCode).toBe(302)
  return Buffer.from(await (await fetch(String(found.headers?.location))).arrayBuffer())
}

const row = async (id: string) => (await loadDocument(volume.table, matter, id)) as Verified

/** The row as the release before wrote it, when a notice showed the file as it came. */
async function publishedBefore(id: string): Promise<void> {
  const { shown: _, ...document } = await row(id)
  await changeVolume(volume.archive, matter, async () => ({
    type: 'archive.earlier',
    by: SYSTEM,
    at: volume.clock.now().toISOString(),
    data: { what: '示例' },
    rows: [{ put: documentRow(document), when: 'present' }],
  }))
}

/** On the matter's chain and on the volume's. */
const events = async (type: string) => {
  const found = []
  for (const pk of [matterPk(matter), volumePk(matter)])
    for await (const event of eventsAfter(volume.table, pk, 0)) if (event.type === type) found.push(event)
  return found
}

/** Records and files hold together: nothing is missing, changed or unknown. */
async function expectWhole(): Promise<void> {
  const wrong = []
  for await (const { findings } of verifyAll(volume.table)) wrong.push(...findings)
  for await (const verdict of verifyDisk(volume.disk)) if (verdict.finding !== 'whole') wrong.push(verdict)
  expect(wrong).toEqual([])
}

describe('a photo that a notice offers', () => {
  it('reaches the public without place and device, upright, and staff as it was taken', async () => {
    const id = await upload(photo(6))
    expect((await publish(id)).statusCode).toBe(201)
    const got = await downloaded(id)
    expect(got.toString('latin1')).not.toMatch(TAKEN)
    expect(got.toString('hex')).toContain('0112000300000001000600') // turned as the phone was
    const link = await volume.get(`/api/matters/${matter}/documents/${id}/link`, 'lj-filer')
    const original = Buffer.from(await (await fetch(String(link.json.url))).arrayBuffer())
    expect(original.equals(photo(6))).toBe(true)
  })

  it('is on record as made from the kept file, and the open data names the hash of what is downloaded', async () => {
    const id = await upload(photo())
    await publish(id)
    const got = await downloaded(id)
    const { file, shown } = await row(id)
    expect(file.sha256).toBe(sha256(photo()))
    expect(shown).toMatchObject({ from: file.sha256, sha256: sha256(got), size: got.length })
    const [published] = await events('notices.published')
    expect(published?.data.attachments).toEqual([{ document: id, from: file.sha256, sha256: sha256(got) }])
    await volume.render()
    const data = await volume.files.read('site', `matters/${matter}/data.json`)
    const { attachments } = JSON.parse((await buffer((data as NonNullable<typeof data>).body)).toString())
    expect(attachments).toMatchObject([{ name: '现场', sha256: sha256(got) }])
    await expectWhole()
  })

  it('is made once, however often it is asked for before the notice goes out', async () => {
    const id = await upload(photo())
    const copies = [await publicCopy(volume.archive, await row(id)), await publicCopy(volume.archive, await row(id))]
    expect(copies[1]).toEqual(copies[0])
    await publish(id)
    expect(await volume.files.versions('archive', publicKey({ matter, id }))).toHaveLength(1)
    // Not locked: what should never have been public can be taken away at once.
    const version = (await row(id)).shown?.version ?? ''
    await volume.files.destroy('archive', publicKey({ matter, id }), version)
  })

  it('keeps its public bytes when it is corrected afterwards', async () => {
    const id = await upload(photo())
    await publish(id)
    const before = await downloaded(id)
    await upload(jpeg(), { ...PHOTO, replaces: id, replaceReason: '重拍' })
    expect((await row(id)).replacedBy).not.toBe('')
    expect((await downloaded(id)).equals(before)).toBe(true)
  })
})

it('a paper in which nothing is to be hidden is shown to the byte, and no copy lies about', async () => {
  const id = await upload(pdf(2), {})
  await publish(id)
  expect((await downloaded(id)).equals(pdf(2))).toBe(true)
  expect((await row(id)).shown).toMatchObject({ from: sha256(pdf(2)), sha256: sha256(pdf(2)), version: '' })
  expect(await volume.files.versions('archive', publicKey({ matter, id }))).toEqual([])
})

it('a film cannot be offered: the filer is told which it is and what to do, and nothing is published', async () => {
  const fine = await upload(photo())
  const film = await upload(mp4(), { ...PHOTO, filename: '航拍.mp4' })
  const refused = await publish(fine, film)
  expect([refused.statusCode, refused.json.code]).toEqual([422, 'rule'])
  expect(refused.json.fields).toMatchObject([{ field: 'notice.attachments', message: /^第 2 个附件：.*请改用/ }])
  expect((await paper(fine)).statusCode).toBe(404)
  expect(await events('notices.published')).toEqual([])
})

describe('what an earlier release published as it came', () => {
  it('is made clean before anybody has it again, once, on record', async () => {
    const id = await upload(photo())
    await publish(id)
    await publishedBefore(id)
    const both = await Promise.all([paper(id), paper(id)])
    for (const { statusCode } of both) expect([302, 503]).toContain(statusCode)
    expect((await downloaded(id)).toString('latin1')).not.toMatch(TAKEN)
    const cleanings = await events('archive.cleaned')
    expect(cleanings.map(({ data, by }) => [data.document, data.from, by.account])).toEqual([
      [id, sha256(photo()), 'system'],
    ])
    expect(await volume.files.versions('archive', publicKey({ matter, id }))).toHaveLength(1)
    await expectWhole()
  })

  it('is no longer given out when it cannot be made clean, and people are told whom to ask', async () => {
    const id = await upload(photo())
    await publish(id)
    await publishedBefore(id)
    const film = { ...(await row(id)), file: { ...(await row(id)).file, contentType: 'video/mp4' } }
    await volume.table.commit([{ put: documentRow(film), when: 'present' }])
    const refused = await paper(id)
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain('向发布单位索取')
    expect(await events('archive.cleaned')).toEqual([])
  })
})
