import { randomUUID } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Clock } from '../kernel/clock.ts'
import { FileHeld, type FileInfo, FileMismatch, FileMissing, type Files, MAX_PUT } from './files.ts'
import { formsContract } from './forms.contract.ts'
import { bytes, type FilesAbilities, sha256Of, ticketsContract } from './tickets.contract.ts'

export interface FilesUnderTest {
  readonly files: Files
  /** The same store through an adapter with another clock, for tickets of the past. */
  at(now: Clock): Files
  /** Puts a version of the archive on hold, as earlier releases did for 永久. */
  putOnHold(key: string, version: string): Promise<void>
  close(): Promise<void>
}

/** What every store must do. Each test has keys of its own: an outside server keeps what earlier runs left. */
export function filesContract(name: string, abilities: FilesAbilities, open: () => Promise<FilesUnderTest>): void {
  describe(`files on ${name}`, () => {
    let under: FilesUnderTest
    let files: Files
    const run = `t/${randomUUID()}`
    let n = 0
    const fresh = (tail = 'file') => `${run}/${n++}/${tail}`
    const plain = { contentType: 'text/plain' }
    const put = (key: string, content: string, space: 'incoming' | 'archive' | 'site' = 'incoming') =>
      files.put(space, key, bytes(content), plain)
    const read = async (
      key: string,
      options?: Parameters<Files['read']>[2],
      space: 'incoming' | 'archive' = 'incoming',
    ) => {
      const got = await files.read(space, key, options)
      return got && (await text(got.body))
    }
    const listed = async (prefix: string, space: 'incoming' | 'archive' | 'site' = 'incoming') => {
      const found: FileInfo[] = []
      for await (const info of files.list(space, prefix)) found.push(info)
      return found
    }

    const padded = (key: string) => key + 'y'.repeat(512 - bytes(key).length)

    beforeAll(async () => {
      under = await open()
      files = under.files
    })
    afterAll(() => under?.close())

    describe('keeping', () => {
      it.each(['a.pdf', '示意图 (1).pdf', '😀/𠮷䶮.jpg', "o'k*!&=+?#%.txt", '...', '.hidden', 'A/a', 'a/A'])(
        'gives back what was put under %s, with its size, type and hash',
        async (tail) => {
          const key = fresh(tail)
          const info = await put(key, `about ${tail}`)
          expect(info).toMatchObject({ key, size: bytes(`about ${tail}`).length, contentType: 'text/plain' })
          expect(info.sha256).toBe(abilities.knowsSha256 ? sha256Of(`about ${tail}`) : undefined)
          expect(await files.head('incoming', key)).toEqual(info)
          expect(await read(key)).toBe(`about ${tail}`)
        },
      )

      it('takes a key of 512 bytes and content of no bytes', async () => {
        const long = padded(fresh(`${'x'.repeat(200)}/${'示'.repeat(50)}/`))
        await put(long, 'long')
        await put(`${run}/none`, '')
        expect(await read(long)).toBe('long')
        expect(await read(`${run}/none`)).toBe('')
        expect((await files.head('incoming', `${run}/none`))?.size).toBe(0)
      })

      it.skipIf(!abilities.filesBesideFolders)('takes a key that is also the folder of others', async () => {
        const key = fresh('both')
        await put(key, 'file')
        await put(`${key}/inner`, 'inner')
        expect([await read(key), await read(`${key}/inner`)]).toEqual(['file', 'inner'])
        expect((await listed(key)).map((info) => info.key)).toEqual([key, `${key}/inner`])
      })

      it('refuses content that is not what was promised, and more than one put may carry', async () => {
        const key = fresh()
        const other = { ...plain, sha256: sha256Of('other') }
        await expect(files.put('incoming', key, bytes('this'), other)).rejects.toThrow(FileMismatch)
        await expect(files.put('incoming', key, new Uint8Array(MAX_PUT + 1), plain)).rejects.toThrow(RangeError)
        expect(await files.head('incoming', key)).toBeUndefined()
        await files.put('incoming', key, bytes('this'), { ...plain, sha256: sha256Of('this') })
        expect(await read(key)).toBe('this')
      })

      it.each(['', '/a', 'a//b', '../a', 'a/..', 'a\u0000', '\ud83d'])('refuses the key %j everywhere', async (key) => {
        const limits = { size: 1, contentType: 'text/plain', sha256: sha256Of('x') }
        const form = { maxSize: 1, contentType: 'text/plain', redirect: 'http://localhost/' }
        const good = { space: 'incoming', key: fresh() } as const
        await expect(files.put('incoming', key, bytes('x'), plain)).rejects.toThrow(TypeError)
        await expect(files.head('incoming', key)).rejects.toThrow(TypeError)
        await expect(files.read('incoming', key)).rejects.toThrow(TypeError)
        await expect(files.copy({ space: 'incoming', key }, good)).rejects.toThrow(TypeError)
        await expect(files.copy(good, { space: 'incoming', key })).rejects.toThrow(TypeError)
        await expect(files.ticketForPut(key, limits)).rejects.toThrow(TypeError)
        await expect(files.ticketForForm(key, form)).rejects.toThrow(TypeError)
        await expect(files.linkForGet('incoming', key, { filename: 'x' })).rejects.toThrow(TypeError)
      })

      it('has nothing where nothing was put', async () => {
        const key = fresh()
        expect(await files.head('incoming', key)).toBeUndefined()
        expect(await files.read('incoming', key)).toBeUndefined()
        expect(await files.versions('incoming', key)).toEqual([])
        expect(await listed(key)).toEqual([])
        await files.remove('incoming', key)
      })

      it('reads a part, both ends included, and nothing beyond the end', async () => {
        const key = fresh()
        await put(key, '0123456789')
        expect(await read(key, { range: { start: 2, end: 4 } })).toBe('234')
        expect(await read(key, { range: { start: 0, end: 0 } })).toBe('0')
        expect(await read(key, { range: { start: 8, end: 99 } })).toBe('89')
        for (const range of [
          { start: 10, end: 11 },
          { start: 4, end: 3 },
          { start: -1, end: 3 },
        ]) {
          await expect(files.read('incoming', key, { range })).rejects.toThrow(RangeError)
        }
      })
    })

    describe('versions', () => {
      it('overwrites nothing: every write is a version that can be read by its name', async () => {
        const key = fresh()
        const made = [
          await put(key, 'one', 'archive'),
          await put(key, 'two', 'archive'),
          await put(key, 'three', 'archive'),
        ]
        await put(`${key}x`, 'another key', 'archive')
        expect(await files.versions('archive', key)).toEqual(made.toReversed())
        expect(await read(key, {}, 'archive')).toBe('three')
        expect(await read(key, { version: made[0]?.version ?? '' }, 'archive')).toBe('one')
        expect(await files.head('archive', key, made[1]?.version)).toEqual(made[1])
        expect(await files.head('archive', key, `${made[1]?.version}0`)).toBeUndefined()
      })

      it('keeps both when two are written at once', async () => {
        const key = fresh()
        await Promise.all(['a', 'b', 'c', 'd'].map((content) => put(key, content, 'archive')))
        const versions = await files.versions('archive', key)
        const contents = await Promise.all(versions.map(({ version }) => read(key, { version }, 'archive')))
        expect(contents.sort()).toEqual(['a', 'b', 'c', 'd'])
      })

      it('lists the latest of each key under a prefix, in the order of the bytes', async () => {
        const at = fresh('list')
        for (const tail of ['b', '😀', '～', 'a0/x', 'a', 'A', 'b']) await put(`${at}/${tail}`, tail, 'site')
        await put(`${at}-beside`, 'not under it', 'site')
        const found = await listed(`${at}/`, 'site')
        expect(found.map(({ key }) => key.slice(at.length + 1))).toEqual(['A', 'a', 'a0/x', 'b', '～', '😀'])
        expect(found[3]).toEqual(await files.head('site', `${at}/b`))
        expect((await listed(`${at}/a`, 'site')).map(({ key }) => key.slice(at.length + 1))).toEqual(['a', 'a0/x'])
      })

      it('takes a key out of view; in the archive its versions stay, and it can be written again', async () => {
        const key = fresh()
        const first = await put(key, 'first', 'archive')
        await files.remove('archive', key)
        await files.remove('archive', key)
        expect(await files.head('archive', key)).toBeUndefined()
        expect(await files.read('archive', key)).toBeUndefined()
        expect(await listed(key, 'archive')).toEqual([])
        expect(await files.versions('archive', key)).toEqual([first])
        expect(await read(key, { version: first.version }, 'archive')).toBe('first')
        const second = await put(key, 'second', 'archive')
        expect(await files.versions('archive', key)).toEqual([second, first])

        await put(key, 'uploaded')
        await files.remove('incoming', key)
        expect(await files.head('incoming', key)).toBeUndefined()
        expect(await listed(key)).toEqual([])
      })
    })

    describe('the archive', () => {
      const tomorrow = () => new Date(Date.now() + 24 * 3600 * 1000)

      it('takes a verified upload by copy, exactly the version that was verified', async () => {
        const key = fresh()
        const verified = await files.put('incoming', key, bytes('verified'), { contentType: 'application/pdf' })
        await put(key, 'swapped after the look')
        const to = { space: 'archive', key: `${key}-kept` } as const
        const copied = await files.copy({ space: 'incoming', key, version: verified.version }, to)
        expect(copied).toMatchObject({ key: to.key, size: 8, contentType: 'application/pdf' })
        expect(copied.sha256).toBe(verified.sha256)
        expect(await read(to.key, {}, 'archive')).toBe('verified')
      })

      it('says so when there is nothing to copy, and retains nowhere else', async () => {
        const key = fresh()
        const to = { space: 'archive', key: `${key}-kept` } as const
        await expect(files.copy({ space: 'incoming', key }, to)).rejects.toThrow(FileMissing)
        const { version } = await put(key, 'x')
        await expect(files.copy({ space: 'incoming', key, version: `${version}0` }, to)).rejects.toThrow(FileMissing)
        const elsewhere = { space: 'site', key, retainUntil: tomorrow() } as const
        await expect(files.copy({ space: 'incoming', key }, elsewhere)).rejects.toThrow(TypeError)
      })

      /** Nobody destroys it, in view or out of it, and it is still there. */
      async function staysThere(key: string, version: string, content: string) {
        await expect(files.destroy('archive', key, version)).rejects.toThrow(FileHeld)
        await files.remove('archive', key)
        await expect(files.destroy('archive', key, version)).rejects.toThrow(FileHeld)
        expect(await read(key, { version }, 'archive')).toBe(content)
      }

      it.each([
        ['for a day', tomorrow],
        ['for half a century, as 永久 is', () => new Date('2078-01-01T00:00:00+08:00')],
      ])('lets nobody destroy what is retained %s, and out of view it is still there', async (_, until) => {
        const key = fresh()
        await put(key, 'kept')
        const to = { space: 'archive', key, retainUntil: until() } as const
        const { version } = await files.copy({ space: 'incoming', key }, to)
        await staysThere(key, version, 'kept')
      })

      it('locks later what was not locked, lengthens a lock, and shortens none', async () => {
        const key = fresh()
        const { version } = await put(key, 'kept', 'archive')
        const other = await put(key, 'not locked', 'archive')
        await files.retain(key, version, tomorrow())
        await files.retain(key, version, new Date('2078-01-01T00:00:00+08:00'))
        await files.retain(key, version, new Date(Date.now() + 60_000))
        await files.destroy('archive', key, other.version)
        await put(key, 'newer', 'archive')
        await staysThere(key, version, 'kept')
        expect(await files.head('archive', key, version)).toMatchObject({ size: 4, contentType: 'text/plain' })
      })

      it('says so when there is nothing to lock', async () => {
        const key = fresh()
        await expect(files.retain(key, 'none', tomorrow())).rejects.toThrow(FileMissing)
        const { version } = await put(key, 'x', 'archive')
        await expect(files.retain(key, `${version}0`, tomorrow())).rejects.toThrow(FileMissing)
        await expect(files.retain('../a', version, tomorrow())).rejects.toThrow(TypeError)
      })

      it('keeps for ever what an earlier release put on hold, also when a date comes to it', async () => {
        const key = fresh()
        const { version } = await put(key, 'permanent', 'archive')
        await under.putOnHold(key, version)
        await expect(files.destroy('archive', key, version)).rejects.toThrow(FileHeld)
        await files.retain(key, version, tomorrow())
        await staysThere(key, version, 'permanent')
      })

      it('destroys what is neither, for good, and only that version', async () => {
        const key = fresh()
        const first = await put(key, 'first', 'archive')
        const second = await put(key, 'second', 'archive')
        await files.destroy('archive', key, second.version)
        await files.destroy('archive', key, second.version)
        expect(await files.head('archive', key, second.version)).toBeUndefined()
        expect(await files.versions('archive', key)).toEqual([first])
        expect(await read(key, {}, 'archive')).toBe('first')
      })
    })

    const context = { files: () => files, at: (now: Clock) => under.at(now), fresh, read: (key: string) => read(key) }
    ticketsContract(context, abilities)
    formsContract(context)
  })
}
