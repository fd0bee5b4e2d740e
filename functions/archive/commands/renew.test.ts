import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventsAfter } from '../../../shared/events/chain.ts'
import { verifyAll } from '../../../shared/events/verify.ts'
import { FileHeld } from '../../../shared/files/files.ts'
import type { Item } from '../../../shared/table/table.ts'
import { pdf } from '../../../test/support/samples.ts'
import { announced, openVolume, type Volume } from '../../../test/support/volume.ts'
import { watched } from '../../../test/support/watched-table.ts'
import { Document } from '../domain/document.ts'
import { documentKey, documentRow, loadDocument, volumePk } from '../store.ts'
import { renewLocks } from './renew.ts'

let volume: Volume
let matter: string
beforeEach(async () => {
  volume = await openVolume()
  matter = await volume.matter('lj-filer', { tracks: ['land-expropriation'] })
})
afterEach(() => volume.close())

const papers = (of = matter) => `/api/matters/${of}/documents`

async function bring(of = matter, words = ''): Promise<string> {
  const content = pdf(1, words)
  const { json } = await volume.post(papers(of), 'lj-filer', announced(content))
  await volume.bring(json.ticket, content)
  const { id } = json.document as { id: string }
  await volume.post(`${papers(of)}/${id}/arrived`, 'lj-filer')
  return id
}

async function fileOf(id: string, of = matter) {
  const document = await loadDocument(volume.table, of, id)
  if (document?.state !== 'verified' && document?.state !== 'withdrawn') throw new Error('not kept')
  if (!document.file) throw new Error('nothing arrived')
  return document.file
}
const destroy = async (id: string, of = matter) =>
  volume.files.destroy('archive', `${of}/${id}`, (await fileOf(id, of)).version)
const eventTypes = async () => {
  const types: string[] = []
  for await (const { type } of eventsAfter(volume.table, volumePk(matter), 0)) types.push(type)
  return types
}
/** Every ten minutes; once is enough, since nothing else happens meanwhile. */
const sweep = async () => {
  const { schedules } = volume.features.find(({ name }) => name === 'archive') ?? { schedules: [] }
  for (const { run } of schedules) await run()
}

describe('a paper that is kept 永久', () => {
  it('is locked for fifty years, and locked anew every ten: nobody ever finds it unlocked', async () => {
    const id = await bring()
    expect(await fileOf(id)).toMatchObject({ term: 'Y', retainUntil: '', lockedUntil: '2077-01-01' })
    const seen = new Set<string>()
    for (let year = 2027; year <= 2100; year++) {
      volume.clock.set(`${year}-06-01T09:00:00+08:00`)
      await sweep()
      await expect(destroy(id)).rejects.toThrow(FileHeld)
      const { lockedUntil } = await fileOf(id)
      seen.add(lockedUntil)
      expect(Number(lockedUntil.slice(0, 4)) - year).toBeGreaterThan(40)
    }
    expect(seen.size).toBeLessThan(10)
    expect((await eventTypes()).filter((type) => type === 'archive.renewed')).toHaveLength(seen.size - 1)
    for await (const { findings } of verifyAll(volume.table)) expect(findings).toEqual([])
  })

  it('costs one look at the index while its lock is far from its end', async () => {
    await bring()
    const asked: unknown[] = []
    const matters = watched(volume.table, (call, given) => void asked.push([call, given]))
    volume.clock.set('2035-12-31T09:00:00+08:00')
    expect(await renewLocks({ ...volume.archive, matters })).toBe(0)
    expect(asked).toEqual([['all', expect.objectContaining({ index: 'due' })]])
  })

  it('is renewed when it was withdrawn, too', async () => {
    const id = await bring()
    await volume.post(`${papers()}/${id}/withdraw`, 'lj-filer', { reason: '传错了' })
    volume.clock.set('2040-06-01T09:00:00+08:00')
    await sweep()
    expect(await fileOf(id)).toMatchObject({ lockedUntil: '2091-01-01' })
    expect(await loadDocument(volume.table, matter, id)).toMatchObject({ state: 'withdrawn', reason: '传错了' })
    volume.clock.set('2080-06-01T09:00:00+08:00')
    await expect(destroy(id)).rejects.toThrow(FileHeld)
  })

  it('is renewed although the process died between the lock and its row', async () => {
    const id = await bring()
    volume.clock.set('2040-06-01T09:00:00+08:00')
    const dying = {
      ...volume.archive,
      matters: { ...volume.archive.matters, commit: () => Promise.reject(new Error()) },
    }
    await expect(renewLocks(dying)).rejects.toThrow()
    expect(await fileOf(id)).toMatchObject({ lockedUntil: '2077-01-01' })
    expect(await renewLocks(volume.archive)).toBe(1)
    expect(await renewLocks(volume.archive)).toBe(0)
    expect(await fileOf(id)).toMatchObject({ lockedUntil: '2091-01-01' })
  })

  it('waits for the next sweep where many are due on one day, and is not forgotten', async () => {
    for (const words of ['a', 'b', 'c']) await bring(matter, words)
    volume.clock.set('2040-06-01T09:00:00+08:00')
    const renewed: number[] = []
    for (let n = 0; n < 3; n++) renewed.push(await renewLocks(volume.archive, 2))
    expect(renewed).toEqual([2, 1, 0])
  })

  it('does not wait for another whose file fails, and the failure is not passed over', async () => {
    const [lost, kept] = [await bring(matter, 'a'), await bring(matter, 'b')]
    volume.clock.set('2040-06-01T09:00:00+08:00')
    const files = {
      ...volume.files,
      retain: (key: string, version: string, until: Date) =>
        key.endsWith(lost) ? Promise.reject(new Error('5xx')) : volume.files.retain(key, version, until),
    }
    await expect(renewLocks({ ...volume.archive, files })).rejects.toThrow('not renewed')
    expect(await fileOf(lost)).toMatchObject({ lockedUntil: '2077-01-01' })
    expect(await fileOf(kept)).toMatchObject({ lockedUntil: '2091-01-01' })
  })
})

describe('a paper that is not renewed', () => {
  it('is one kept for years: its lock ends with its term', async () => {
    const simple = await volume.matter('lj-filer', { procedure: 'simple' })
    const id = await bring(simple)
    expect(await fileOf(id, simple)).toMatchObject({
      term: 'D10',
      retainUntil: '2037-01-01',
      lockedUntil: '2037-01-01',
    })
    volume.clock.set('2037-01-01T00:00:00+08:00')
    await sweep()
    await destroy(id, simple)
  })

  it('is one that an earlier release put on hold: its row is read as it was written, and left alone', async () => {
    const id = await bring()
    const document = await loadDocument(volume.table, matter, id)
    if (document?.state !== 'verified') throw new Error('not verified')
    const { lockedUntil: _, ...file } = document.file
    const { duePk: _pk, dueSk: _sk, ...row } = documentRow(document)
    const old = { ...row, file } as Item
    await volume.table.commit([{ put: old, when: 'any' }])
    volume.clock.set('2090-06-01T09:00:00+08:00')
    expect(await renewLocks(volume.archive)).toBe(0)
    expect(await volume.table.get(documentKey(matter, id))).toEqual(old)
    expect(Document.parse(old)).toMatchObject({ file: { term: 'Y', retainUntil: '', lockedUntil: '' } })
  })
})
