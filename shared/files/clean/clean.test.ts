import { deflateRawSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compound,
  docx,
  jpeg,
  mp4,
  ofd,
  pdf,
  pdfWith,
  photo,
  png,
  pngPhoto,
  TAKEN,
  xlsx,
  zip,
} from '../../../test/support/samples.ts'
import { ACCEPTS, acceptedByName } from '../accepts.ts'
import { MAX_PUT } from '../files.ts'
import { cleaned } from './clean.ts'
import { stripJpeg } from './jpeg.ts'
import { readZip } from './zip.ts'

const typeOf = (name: string) => acceptedByName(name)?.mediaType ?? ''
const clean = (name: string, content: Buffer) => cleaned(content, typeOf(name))
const contentOf = async (name: string, content: Buffer) => {
  const result = await clean(name, content)
  if ('why' in result) throw new Error(result.why)
  return result.content
}
const whyNot = async (name: string, content: Buffer) => {
  const result = await clean(name, content)
  return 'why' in result ? result.why : ''
}
/** All that anybody could read of it: as it lies there, and unpacked. */
const readable = (bytes: Buffer): string =>
  [bytes, ...(readZip(bytes) ?? []).map((member) => member.content())].map((part) => part.toString('latin1')).join()

describe('a photo that goes to the public', () => {
  it.each([
    ['a JPEG', '现场.jpg', photo()],
    ['a PNG', '截图.png', pngPhoto()],
    ['a Word document', '方案.docx', docx({ 'word/media/image1.jpeg': photo(), 'word/media/image2.png': pngPhoto() })],
    [
      'a sheet within a Word document',
      '方案.docx',
      docx({ 'word/embeddings/a.xlsx': zip({ 'xl/media/a.jpg': photo() }) }),
    ],
    ['an OFD', '报备表.ofd', zip({ 'OFD.xml': '<ofd:OFD/>', 'Doc_0/Res/image_1.jpg': photo() })],
    ['a PDF', '方案.pdf', pdfWith(photo())],
    ['a PDF in an OFD', '报备表.ofd', zip({ 'OFD.xml': '<ofd:OFD/>', 'Attachs/a.pdf': pdfWith(photo()) })],
    ['a Word document with something between its parts', '方案.docx', hiding(docx(), photo())],
  ])('tells neither place nor device: as %s', async (_, name, content) => {
    expect(readable(content)).toMatch(TAKEN)
    const public_ = await contentOf(name, content)
    expect(readable(public_)).not.toMatch(TAKEN)
    // Doing it again changes nothing: what is public is as clean as it gets.
    expect((await contentOf(name, public_)).equals(public_)).toBe(true)
  })

  it('stays turned the way it was taken', async () => {
    const upright = '457869660000' + '4d4d002a00000008000101120003000000010006000000000000'
    expect((await contentOf('a.jpg', photo(6))).toString('hex')).toContain(upright)
    const chunk = (await contentOf('a.png', pngPhoto())).toString('hex')
    expect(chunk).toContain(`${Buffer.from('eXIf').toString('hex')}${upright.slice(12)}`)
  })

  it('stays in its document, of which nothing else changes', async () => {
    const before = docx({ 'word/media/image1.jpeg': photo() })
    const after = readZip(await contentOf('a.docx', before)) ?? []
    const old = readZip(before) ?? []
    expect(after.map(({ name }) => name)).toEqual(old.map(({ name }) => name))
    expect(after.slice(0, 2).map((member) => member.content())).toEqual(
      old.slice(0, 2).map((member) => member.content()),
    )
    expect(after[2]?.content()).toEqual(stripJpeg(photo()))
    const blanked = await contentOf('a.pdf', pdfWith(photo()))
    expect(blanked.length).toBe(pdfWith(photo()).length)
    expect(blanked.toString('latin1').split('stream')[0]).toBe(pdfWith(photo()).toString('latin1').split('stream')[0])
  })
})

describe('what has nothing to hide', () => {
  it.each([
    ['a.jpg', jpeg()],
    ['a.png', png()],
    ['a.pdf', pdf(3)],
    ['a.docx', docx({ 'word/media/image1.jpeg': jpeg() })],
    ['a.xlsx', xlsx()],
    ['a.ofd', ofd()],
    ['a.doc', compound('WordDocument')],
    ['a.et', compound('Workbook')],
    ['a.txt', Buffer.from('征求意见')],
    ['a.csv', Buffer.from('村,户\n')],
  ])('is shown to the byte: %s', async (name, content) => {
    expect(await contentOf(name, content)).toBe(content)
  })
})

describe('what cannot be made clean', () => {
  it.each([
    ['a film', '听证.mp4', mp4(), '视频和录音'],
    ['a recording', '录音.mp3', Buffer.from('ID3'), '视频和录音'],
    ['a scan as TIFF', '扫描.tif', Buffer.from('II*\0'), 'TIFF'],
    ['a cut-off photo', '现场.jpg', photo().subarray(0, 60), '不完整'],
    ['a cut-off picture', '图.png', pngPhoto().subarray(0, 60), '不完整'],
    ['an old Word document with a photo', '记录.doc', Buffer.concat([compound('WordDocument'), photo()]), 'DOCX'],
    [
      'an old Word document with a PNG that tells',
      '记录.doc',
      Buffer.concat([compound('WordDocument'), pngPhoto()]),
      'DOCX',
    ],
    [
      'a Word document with a drawing that says where',
      '方案.docx',
      docx({ 'word/media/a.svg': '<svg><metadata exif:GPSLatitude="38,56.1N"/></svg>' }),
      'DOCX',
    ],
    ['a Word document with a film', '方案.docx', docx({ 'word/media/a.mp4': mp4() }), 'DOCX'],
    [
      'a Word document with a cut-off photo',
      '方案.docx',
      docx({ 'word/media/a.jpg': photo().subarray(0, 60) }),
      '不完整',
    ],
    ['a signed PDF with a photo', '方案.pdf', pdfWith(photo(), '/ByteRange [0 1 2 3]'), '电子签名'],
    [
      'a signed OFD with a photo',
      'a.ofd',
      zip({ 'OFD.xml': '', 'Doc_0/Signs/Signatures.xml': '', 'a.jpg': photo() }),
      '电子签名',
    ],
    ['a PDF under a password', '方案.pdf', Buffer.concat([pdf(1), Buffer.from('/Encrypt 7 0 R')]), '加了密'],
    ['a container that is cut off', '方案.docx', docx().subarray(0, -8), '读不全'],
    ['what nobody can load', '方案.pdf', Buffer.alloc(MAX_PUT + 1), '最大 64 MB'],
  ])('is not shown, and people are told what to do: %s', async (_, name, content, word) => {
    expect(await whyNot(name, content)).toContain(word)
    expect(await whyNot(name, content)).toMatch(/请.*。$/)
  })

  it('is what unpacks to more than it says', async () => {
    const bomb = unpacking(docx({ 'word/media/a.jpg': deflateRawSync(Buffer.alloc(5_000_000)) }), 100)
    expect(await whyNot('a.docx', bomb)).toContain('读不全')
  })

  it('is a type for which nobody has decided how', async () => {
    expect(await cleaned(jpeg(), 'image/heic')).toMatchObject({ why: expect.any(String) })
    // Every type that a volume takes has its way: none falls through to that answer.
    for (const { mediaType } of ACCEPTS) {
      const result = await cleaned(Buffer.alloc(0), mediaType)
      if ('why' in result && /word|sheet|presentation|ofd/.test(mediaType)) continue // nothing is no container
      expect('why' in result && result.why.includes('结构'), mediaType).toBe(false)
    }
  })
})

describe('hostile bytes', () => {
  const bytes = fc.uint8Array({ maxLength: 400 })
  const names = fc.constantFrom('a.jpg', 'a.png', 'a.pdf', 'a.docx', 'a.doc', 'a.ofd')

  it('neither crash it nor get past it, wherever a good file is changed', async () => {
    const good: Record<string, Buffer> = {
      'a.jpg': photo(),
      'a.png': pngPhoto(),
      'a.pdf': pdfWith(photo()),
      'a.docx': docx({ 'word/media/image1.jpeg': photo() }),
    }
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(good)),
        fc.nat(),
        bytes,
        fc.nat(40),
        async (name, at, noise, gone) => {
          const file = good[name] as Buffer
          const place = at % file.length
          await clean(name, Buffer.concat([file.subarray(0, place), Buffer.from(noise), file.subarray(place + gone)]))
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('never crash it, whatever they are', async () => {
    const starts = fc.constantFrom('', 'ffd8', '89504e470d0a1a0a', '504b0304', '25504446', 'd0cf11e0')
    await fc.assert(
      fc.asyncProperty(names, starts, bytes, async (name, start, noise) => {
        await clean(name, Buffer.concat([Buffer.from(start, 'hex'), Buffer.from(noise)]))
      }),
      { numRuns: 2000 },
    )
  })

  it('of a JPEG in a thousand pieces, or with segments that no decoder knows, carry nothing over', async () => {
    const plain = jpeg()
    const odd = (marker: number) =>
      Buffer.concat([Buffer.from([0xff, marker, 0, 20]), Buffer.from('GPS 38 Example Phone')]).subarray(0, 22)
    for (const marker of [0x02, 0xbf, 0xc8, 0xe0, 0xe3, 0xf0, 0xfd, 0xfe]) {
      expect(await contentOf('a.jpg', Buffer.concat([plain.subarray(0, 2), odd(marker), plain.subarray(2)]))).toEqual(
        plain,
      )
    }
    const pieces = Buffer.concat([plain.subarray(0, 2), ...Array(5000).fill(odd(0xfe)), plain.subarray(2)])
    expect(await whyNot('a.jpg', pieces)).toContain('不完整')
  })
})

describe('what only keeps us busy', () => {
  const exif = Buffer.from('\xff\xe1\xff\xffExif\0\0', 'latin1')
  it.each([
    ['more pictures than any document has', '方案.pdf', Buffer.concat([pdf(1), Buffer.alloc(400_000, exif)])],
    ['more places than any document has', '方案.pdf', Buffer.concat([pdf(1), Buffer.alloc(400_000, 'exif:GPS')])],
    ['talk of a password without end', '方案.pdf', Buffer.concat([pdf(1), Buffer.alloc(100_000, '/Encrypt ')])],
    ['more places than any old document has', '记录.doc', Buffer.alloc(30_000_000, 'exif:GPS')],
    ['document in document in document', '方案.docx', nested(5)],
    ['one part that is said to be there a thousand times', '方案.docx', upon(docx({ 'a.jpg': photo() }), 1000)],
    ['a few bytes that are half a gigabyte', '方案.docx', docx({ 'a.zip': bomb(), 'b.zip': bomb(), 'c.zip': bomb() })],
  ])('is put back at once: %s', async (_, name, content) => {
    expect(await whyNot(name, content)).toMatch(/读不全|加了密|不能由系统清除/)
  })

  it('is not unpacked for everybody: a picture of 70 MB in a document of 70 KB', async () => {
    const [start, rest, end] = [jpeg().subarray(0, 2), jpeg().subarray(2, -2), jpeg().subarray(-2)]
    const remark = Buffer.from('fffe00040000', 'hex')
    const large = Buffer.concat([start, remark, rest, Buffer.alloc(MAX_PUT), end])
    const small = unpacking(docx({ 'a.jpg': deflateRawSync(large) }), large.length)
    expect(await whyNot('方案.docx', small)).toContain('64 MB')
  })

  it('keeps nobody else waiting: others get their turn between the parts of a document', async () => {
    const parts = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`word/media/${i}.jpg`, photo()]))
    let turns = 0
    let over = false
    const others = () => {
      turns++
      if (!over) setImmediate(others)
    }
    setImmediate(others)
    await contentOf('方案.docx', docx(parts))
    over = true
    expect(turns).toBeGreaterThanOrEqual(500)
  })
})

/** Its last member named as often again in the directory: all of them lie upon each other. */
function upon(file: Buffer, times: number): Buffer {
  const entry = file.subarray(file.lastIndexOf('PK\x01\x02', undefined, 'latin1'), file.lastIndexOf('PK\x05\x06'))
  const end = Buffer.from(file.subarray(file.lastIndexOf('PK\x05\x06')))
  for (const at of [8, 10]) end.writeUInt16LE(end.readUInt16LE(at) + times, at)
  return Buffer.concat([file.subarray(0, -end.length), ...Array(times).fill(entry), end])
}

function nested(depth: number): Buffer {
  return depth === 0 ? docx() : docx({ 'word/embeddings/a.docx': nested(depth - 1) })
}

/** A hundred megabytes of nothing, well packed. */
function bomb(): Buffer {
  const size = 100 * 1024 * 1024
  return unpacking(zip({ a: deflateRawSync(Buffer.alloc(size)) }), size)
}

/** The same container, whose last member is said to be packed and to hold so many bytes. */
function unpacking(file: Buffer, size: number): Buffer {
  const entry = file.lastIndexOf('PK\x01\x02', undefined, 'latin1')
  file.writeUInt16LE(8, entry + 10)
  file.writeUInt32LE(size, entry + 24)
  return file
}

/** Puts bytes where no program looks: between the members of a ZIP and its directory. */
function hiding(file: Buffer, hidden: Buffer): Buffer {
  const directory = file.indexOf('PK\x01\x02', 0, 'latin1')
  const end = Buffer.from(file)
  const at = end.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  end.writeUInt32LE(directory + hidden.length, at + 16)
  return Buffer.concat([end.subarray(0, directory), hidden, end.subarray(directory)])
}
