import { chmod, mkdtemp, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { ulid } from 'ulid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { macWith } from '../../signing/mac.ts'
import { FileHeld, FileMismatch } from '../files.ts'
import { type Disk, openDisk } from './disk.ts'
import { writeMeta } from './meta.ts'
import { folderOf } from './paths.ts'
import { type Verdict, verifyDisk } from './verify.ts'

const bytes = (content: string) => new TextEncoder().encode(content)
const secret = new Uint8Array(32).fill(7)
const plain = { contentType: 'text/plain' }

let root: string
let disk: Disk
let at: Date
const open = () => openDisk({ root, secret, baseUrl: 'http://localhost:3000', now: () => at, newId: ulid })
const keep = (key: string, content: string) => disk.put('archive', key, bytes(content), plain)
const placeOf = (key: string, version: string) => join(folderOf(root, 'archive', key), version)
const damage = async (mac = macWith(secret)) => {
  const found: Verdict[] = []
  for await (const verdict of verifyDisk({ root, mac })) if (verdict.finding !== 'whole') found.push(verdict)
  return found
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'wenping-keeping-'))
  at = new Date('2026-11-24T10:00:00Z')
  disk = open()
})
afterEach(() => rm(root, { recursive: true, force: true }))

describe('a folder after a crash', () => {
  it('holds all that was acknowledged and nothing that was half-made', async () => {
    const info = await keep('a', 'kept')
    const staged = await disk.staging.receive([bytes('half')] as never, 100)
    expect(await readdir(join(root, '.tmp'))).toHaveLength(1)
    disk = open()
    expect(await readdir(join(root, '.tmp'))).toEqual([])
    await expect(stat(staged.folder)).rejects.toThrow('ENOENT')
    expect(await disk.versions('archive', 'a')).toEqual([info])
    expect(await damage()).toEqual([])
  })

  it('keeps nothing of content that breaks off', async () => {
    async function* broken() {
      yield bytes('first half')
      throw new Error('line cut')
    }
    await expect(disk.staging.receive(broken(), 100)).rejects.toThrow('line cut')
    expect(await readdir(join(root, '.tmp'))).toEqual([])
  })

  it('numbers on from what is there, whatever the clock says', async () => {
    const first = await keep('a', 'first')
    at = new Date('2020-01-01T00:00:00Z')
    disk = open()
    const second = await keep('a', 'second')
    expect((await disk.versions('archive', 'a')).map(({ version }) => version)).toEqual([second.version, first.version])
    expect(await text((await disk.read('archive', 'a'))?.body as never)).toBe('second')
  })

  it('finishes a destruction that stopped between the note and the deed', async () => {
    const { version } = await keep('a', 'over')
    await keep('b', 'stays')
    const place = placeOf('a', version)
    await disk.destroy('archive', 'a', version)
    await disk.put('archive', 'c', bytes('x'), plain)
    // As if the folder had not been taken away yet: the note is there, and so is the version.
    const again = await keep('a', 'over')
    await rename(placeOf('a', again.version), place)
    await disk.destroy('archive', 'a', version)
    expect(await disk.versions('archive', 'a')).toEqual([])
    expect((await readdir(dirname(place))).filter((name) => name.startsWith('00000001'))).toEqual([
      `${version}.destroyed`,
    ])
  })
})

describe('retention on one machine', () => {
  it('ends at its date, and destruction leaves its reason', async () => {
    await disk.put('incoming', 'up', bytes('x'), plain)
    const retainUntil = new Date('2036-11-24T00:00:00Z')
    const { version } = await disk.copy(
      { space: 'incoming', key: 'up' },
      { space: 'archive', key: 'kept', retainUntil },
    )
    at = new Date(retainUntil.getTime() - 1)
    await expect(disk.destroy('archive', 'kept', version)).rejects.toThrow(FileHeld)
    at = retainUntil
    await disk.destroy('archive', 'kept', version)
    expect(await disk.head('archive', 'kept', version)).toBeUndefined()
    const note = JSON.parse(await readFile(join(`${placeOf('kept', version)}.destroyed`, 'meta.json'), 'utf8'))
    expect(note).toMatchObject({ key: 'kept', destroyedAt: retainUntil.toISOString() })
    expect(await readdir(`${placeOf('kept', version)}.destroyed`)).toEqual(['meta.json'])
    expect(await damage()).toEqual([])
  })

  it('is lengthened in the sealed record, and the content is not touched', async () => {
    const { version } = await keep('a', 'content')
    const [first, later] = [new Date('2036-01-01T00:00:00Z'), new Date('2078-01-01T00:00:00Z')]
    await disk.retain('a', version, first)
    await disk.retain('a', version, later)
    await disk.retain('a', version, first)
    at = new Date(later.getTime() - 1)
    await expect(disk.destroy('archive', 'a', version)).rejects.toThrow(FileHeld)
    expect(await damage()).toEqual([])
    expect(await readdir(placeOf('a', version))).toEqual(['content', 'meta.json'])
    expect(await readdir(join(root, '.tmp'))).toEqual([])
    at = later
    await disk.destroy('archive', 'a', version)
    expect(await damage()).toEqual([])
  })

  it('of a version that an earlier release put on hold has no end', async () => {
    const { version } = await keep('a', 'permanent')
    const record = join(placeOf('a', version), 'meta.json')
    const { seal: _, ...meta } = JSON.parse(await readFile(record, 'utf8'))
    await chmod(record, 0o600)
    await writeFile(record, writeMeta(macWith(secret), 'archive', { ...meta, hold: true }))
    await disk.retain('a', version, new Date('2027-01-01T00:00:00Z'))
    at = new Date('2999-01-01T00:00:00Z')
    await expect(disk.destroy('archive', 'a', version)).rejects.toThrow(FileHeld)
    expect(await damage()).toEqual([])
  })

  it('shares the content of a copy and outlives the upload', async () => {
    await disk.put('incoming', 'matter/up', bytes('shared'), plain)
    const retainUntil = new Date('2078-01-01T00:00:00Z')
    await disk.copy({ space: 'incoming', key: 'matter/up' }, { space: 'archive', key: 'kept', retainUntil })
    await disk.remove('incoming', 'matter/up')
    expect(await readdir(join(root, 'incoming'))).toEqual([])
    expect(await text((await disk.read('archive', 'kept'))?.body as never)).toBe('shared')
  })

  it('keeps the last ten renderings of a page', async () => {
    for (let n = 1; n <= 13; n++) await disk.put('site', 'index.html', bytes(`${n}`), { contentType: 'text/html' })
    const sizes = await disk.versions('site', 'index.html')
    expect(sizes).toHaveLength(10)
    expect(await text((await disk.read('site', 'index.html'))?.body as never)).toBe('13')
    expect(await damage()).toEqual([])
  })
})

describe('verify:files', () => {
  it('finds nothing wrong in what the port has written', async () => {
    await keep('示意图/😀.pdf', 'whole')
    await disk.remove('archive', '示意图/😀.pdf')
    await keep('示意图/😀.pdf', 'again')
    await disk.put('site', 'x', bytes(''), plain)
    expect(await damage()).toEqual([])
  })

  it('names what was changed, even by one bit and with the same size', async () => {
    const { version } = await keep('a', 'content')
    const path = join(placeOf('a', version), 'content')
    await chmod(path, 0o600)
    await writeFile(path, 'cOntent')
    expect(await damage()).toEqual([{ space: 'archive', key: 'a', version, finding: 'changed' }])
    await expect(buffer((await disk.read('archive', 'a'))?.body as never)).rejects.toThrow(FileMismatch)
    await truncate(path, 3)
    expect(await damage()).toMatchObject([{ finding: 'changed' }])
  })

  it('names a change of content that was covered up in the record', async () => {
    const { version } = await keep('a', 'content')
    const other = await keep('b', 'cOntent')
    const [path, record] = [join(placeOf('a', version), 'content'), join(placeOf('a', version), 'meta.json')]
    for (const file of [path, record]) await chmod(file, 0o600)
    await writeFile(path, 'cOntent')
    const edited = { ...JSON.parse(await readFile(record, 'utf8')), sha256: other.sha256 }
    await writeFile(record, JSON.stringify(edited))
    expect(await damage()).toEqual([{ space: 'archive', key: 'a', version, finding: 'record' }])
    await writeFile(record, 'not json')
    expect(await damage()).toMatchObject([{ finding: 'record' }])
  })

  it('names a version moved to another key, missing content, a missing record, a gap, and what is not ours', async () => {
    const [a, b, c, d] = [await keep('a', 'a'), await keep('b', 'b'), await keep('c', 'c'), await keep('d', 'd1')]
    const last = await keep('d', 'd2')
    await rename(placeOf('a', a.version), placeOf('b', a.version))
    await rm(join(placeOf('b', b.version), 'content'))
    await rm(join(placeOf('c', c.version), 'meta.json'))
    await rm(placeOf('d', d.version), { recursive: true })
    await writeFile(join(folderOf(root, 'archive', 'd'), 'stray'), 'x')
    const found = await damage()
    const named = found.map(({ key, version, finding }) => [key, version, finding]).sort()
    expect(named).toEqual(
      [
        ['b', a.version, 'record'],
        ['b', b.version, 'missing'],
        // Two folders carry the number 1, none the number 2: the highest is still met.
        ['c', c.version, 'missing'],
        ['d', undefined, 'foreign'],
        ['d', undefined, 'missing'],
      ].sort(),
    )
    expect(found.some(({ version }) => version === last.version)).toBe(false)
  })

  it('does not take a version for destroyed because somebody renamed it, nor a lock for lifted', async () => {
    await disk.put('incoming', 'up', bytes('x'), plain)
    const to = { space: 'archive', key: 'kept', retainUntil: new Date('2078-01-01T00:00:00Z') } as const
    const { version } = await disk.copy({ space: 'incoming', key: 'up' }, to)
    const record = join(placeOf('kept', version), 'meta.json')
    const whole = await readFile(record, 'utf8')
    const { retainUntil: _, ...lifted } = JSON.parse(whole)
    await chmod(record, 0o600)
    await writeFile(record, JSON.stringify(lifted))
    expect(await damage()).toMatchObject([{ key: 'kept', finding: 'record' }])
    await expect(disk.retain('kept', version, to.retainUntil)).rejects.toThrow('changed')
    expect(await damage()).toMatchObject([{ key: 'kept', finding: 'record' }])
    await writeFile(record, whole)
    await rename(placeOf('kept', version), `${placeOf('kept', version)}.destroyed`)
    expect(await damage()).toMatchObject([{ key: 'kept', finding: 'record' }])
  })

  it('holds seals of another installation for edited', async () => {
    await keep('a', 'content')
    expect(await damage(macWith(new Uint8Array(32).fill(8)))).toMatchObject([{ key: 'a', finding: 'record' }])
  })
})
