import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GuardFailed } from '../../shared/table/table.ts'
import { html, pdf } from '../../test/support/samples.ts'
import { announced, openVolume, REPORT, type Volume } from '../../test/support/volume.ts'
import { type Demand, loadMatter, type Matter } from '../matters/offers.ts'
import { publicAttachment } from './offers.ts'
import { archivePart } from './part.ts'

let volume: Volume
beforeAll(async () => {
  volume = await openVolume()
})
afterAll(() => volume.close())

async function upload(matter: string, content: Buffer, more: Record<string, unknown> = {}): Promise<string> {
  const path = `/api/matters/${matter}/documents`
  const { json } = await volume.post(path, 'lj-filer', announced(content, more))
  await volume.bring(json.ticket, content)
  const { id } = json.document as { id: string }
  await volume.post(`${path}/${id}/arrived`, 'lj-filer')
  return id
}

/** What the volume demands before the report of this matter is finished. */
async function demanded(id: string): Promise<Demand> {
  const matter = (await loadMatter(volume.table, id)) as Matter
  return (await archivePart(volume.archive).demands.finish?.(matter)) as Demand
}
const ASSESSING = { state: 'assessing', notice: '', reason: '' } as const

describe('whether a report may be finished', () => {
  it('waits for the report itself, and says what is wrong with it', async () => {
    const matter = await volume.matter()
    await volume.live(matter, ASSESSING)
    const gap = async () => (await demanded(matter)).missing.map(({ message }) => message)
    expect(await gap()).toEqual(['请先上传评估报告'])
    await upload(matter, pdf(1), { kind: 'media' })
    await upload(matter, html(), REPORT)
    expect(await gap()).toEqual(['请先上传评估报告'])
    await volume.post(`/api/matters/${matter}/documents`, 'lj-filer', announced(pdf(9), REPORT))
    expect(await gap()).toEqual(['评估报告还没有传完或没有校验完,请到「台账」查看'])
    await upload(matter, pdf(2), REPORT)
    expect(await gap()).toEqual([])
  })

  it('is decided again in the commit: a report withdrawn meanwhile stops it', async () => {
    const matter = await volume.matter()
    await volume.live(matter, ASSESSING)
    const id = await upload(matter, pdf(2), REPORT)
    const { checks } = await demanded(matter)
    await volume.table.commit(checks)
    await volume.post(`/api/matters/${matter}/documents/${id}/withdraw`, 'lj-filer', { reason: '传错了' })
    await expect(volume.table.commit(checks)).rejects.toThrow(GuardFailed)
  })
})

describe('what the public page may name', () => {
  it('is a verified paper that is not restricted, by its title', async () => {
    const matter = await volume.matter()
    const attachment = publicAttachment(volume.archive)
    const content = pdf(4)
    const shown = await upload(matter, content, { title: '方案草案', filename: '示例·田报送的方案.pdf' })
    expect(await attachment(matter, shown)).toEqual({ name: '方案草案', size: content.length, sha256: '' })
    expect(await attachment(matter, await upload(matter, pdf(5), { restricted: true }))).toBeUndefined()
    expect(await attachment(matter, await upload(matter, html()))).toBeUndefined()
    expect(await attachment(await volume.matter(), shown)).toBeUndefined()
  })
})
