import { afterEach, describe, expect, it } from 'vitest'
import { eventsAfter, SYSTEM } from '../../../shared/events/chain.ts'
import { type Table, TableFault, type Write } from '../../../shared/table/table.ts'
import { html, pdf } from '../../../test/support/samples.ts'
import { announced, openVolume, type Volume } from '../../../test/support/volume.ts'
import { loadDocument, volumePk } from '../store.ts'
import { sweepArrivals } from './sweep.ts'
import { verify } from './verify.ts'

let volume: Volume
afterEach(() => volume.close())

const settles = (writes: readonly Write[]) =>
  writes.some((write) => 'put' in write && /^archive\.(verified|quarantined)$/.test(String(write.put.type)))

/** From the moment a paper would be settled nothing is written any more: the process is dead. `revive` starts a new one. */
function mortal() {
  let dead = false
  let alive = true
  const wrap = (table: Table): Table => ({
    ...table,
    async commit(writes, token) {
      if (alive && settles(writes)) dead = true
      if (dead) throw new Error('the process is gone')
      return table.commit(writes, token)
    },
  })
  const revive = () => {
    dead = false
    alive = false
  }
  return { wrap, revive }
}

/** The store says it does not know whether the writes went through: the first time they did, later it works again. */
function unsure(table: Table): Table {
  let told = false
  return {
    ...table,
    async commit(writes, token) {
      await table.commit(writes, token)
      if (told || !settles(writes)) return
      told = true
      throw new TableFault('unknown')
    },
  }
}

async function brought(content: Buffer, filename = '评估报告.pdf') {
  const matter = await volume.matter()
  const path = `/api/matters/${matter}/documents`
  const { json } = await volume.post(path, 'lj-filer', announced(content, { filename }))
  const { id } = json.document as { id: string }
  await volume.bring(json.ticket, content)
  const events = async () => {
    const types: string[] = []
    for await (const event of eventsAfter(volume.table, volumePk(matter), 0)) types.push(event.type)
    return types
  }
  return { matter, id, path, events, key: `${matter}/${id}` }
}

describe('a check that is broken off', () => {
  it('between copy and commit leaves one file and one event when it is done again', async () => {
    const process = mortal()
    volume = await openVolume(process.wrap)
    const { matter, id, path, events, key } = await brought(pdf(2))
    expect((await volume.post(`${path}/${id}/arrived`, 'lj-filer')).statusCode).toBe(500)
    const [copy] = await volume.files.versions('archive', key)
    expect(copy).toBeDefined()
    process.revive()

    // The dead checker's lease still runs: nobody copies a second time.
    const waiting = await volume.post(`${path}/${id}/arrived`, 'lj-filer')
    expect(waiting.json.document).toMatchObject({ state: 'awaiting' })
    volume.clock.advance({ minutes: 6 })
    const done = await verify(volume.archive, SYSTEM, matter, id)
    expect(done).toMatchObject({ state: 'verified', file: { version: copy?.version } })
    expect(await verify(volume.archive, SYSTEM, matter, id)).toEqual(done)
    expect(await volume.files.versions('archive', key)).toHaveLength(1)
    expect((await events()).filter((type) => type.startsWith('archive.'))).toEqual([
      'archive.announced',
      'archive.verified',
    ])
  })

  it('between putting aside and commit says the same reason when it is done again', async () => {
    const process = mortal()
    volume = await openVolume(process.wrap)
    const { matter, id, path, events, key } = await brought(html())
    expect((await volume.post(`${path}/${id}/arrived`, 'lj-filer')).statusCode).toBe(500)
    process.revive()
    volume.clock.advance({ minutes: 6 })
    expect(await sweepArrivals(volume.archive)).toEqual({ verified: 1, lapsed: 0 })
    expect(await loadDocument(volume.table, matter, id)).toMatchObject({ state: 'quarantined' })
    expect(await volume.files.versions('incoming', `quarantine/${key}`)).toHaveLength(1)
    expect(await volume.files.head('incoming', key)).toBeUndefined()
    expect((await events()).filter((type) => type === 'archive.quarantined')).toHaveLength(1)
  })

  it('by a store that does not know whether it wrote is one event', async () => {
    volume = await openVolume(unsure)
    const { id, path, events } = await brought(pdf())
    const { statusCode, json } = await volume.post(`${path}/${id}/arrived`, 'lj-filer')
    expect([statusCode, (json.document as { state: string }).state]).toEqual([200, 'verified'])
    expect((await events()).filter((type) => type === 'archive.verified')).toHaveLength(1)
  })
})

describe('the sweep of arrivals', () => {
  it('checks what came although the page was closed before it could say so', async () => {
    volume = await openVolume()
    const { matter, id, events } = await brought(pdf())
    expect(await sweepArrivals(volume.archive)).toEqual({ verified: 1, lapsed: 0 })
    expect(await loadDocument(volume.table, matter, id)).toMatchObject({ state: 'verified' })
    expect(await sweepArrivals(volume.archive)).toEqual({ verified: 0, lapsed: 0 })
    expect((await events()).at(-1)).toBe('archive.verified')
  })

  it('stops waiting after a day, says so, and still takes what comes after all', async () => {
    volume = await openVolume()
    const matter = await volume.matter()
    const path = `/api/matters/${matter}/documents`
    const content = pdf()
    const { id } = (await volume.post(path, 'lj-filer', announced(content))).json.document as { id: string }
    volume.clock.advance({ hours: 23 })
    expect(await sweepArrivals(volume.archive)).toMatchObject({ lapsed: 0 })
    const { ticket } = (await volume.post(`${path}/${id}/ticket`, 'lj-filer')).json
    volume.clock.advance({ minutes: 59 })
    expect(await volume.bring(ticket, content)).toBe(200)
    await volume.files.remove('incoming', `${matter}/${id}`) // as if it had not come
    volume.clock.advance({ minutes: 1 })
    expect(await sweepArrivals(volume.archive)).toEqual({ verified: 0, lapsed: 1 })
    expect(await sweepArrivals(volume.archive)).toEqual({ verified: 0, lapsed: 0 })
    const [row] = (await volume.get(path, 'lj-filer')).json.documents as Record<string, unknown>[]
    expect(row).toMatchObject({ state: 'awaiting', reason: '24 小时内没有收到文件', order: null })
    expect((await volume.post(`${path}/${id}/ticket`, 'lj-filer')).statusCode).toBe(409)
    await volume.files.put('incoming', `${matter}/${id}`, content, { contentType: 'application/pdf' })
    const arrived = await volume.post(`${path}/${id}/arrived`, 'lj-filer')
    expect(arrived.json.document).toMatchObject({ state: 'verified' })
  })

  it('goes on when one paper fails', async () => {
    const process = mortal()
    volume = await openVolume(process.wrap)
    await brought(pdf(1, 'a'))
    await expect(sweepArrivals(volume.archive)).rejects.toThrow('the process is gone')
    process.revive()
    await brought(pdf(1, 'b'))
    expect(await sweepArrivals(volume.archive)).toMatchObject({ verified: 1 })
    volume.clock.advance({ minutes: 10 })
    expect(await sweepArrivals(volume.archive)).toMatchObject({ verified: 1 })
  })
})
