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
const contentOf = (name: string, content: Buffer) => {
  const result = clean(name, content)
  if ('why' in result) throw new Error(result.why)
  return result.content
}
const whyNot = (name: string, content: Buffer) => {
  const result = clean(name, content)
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
  ])('tells neither place nor device: as %s', (_, name, content) => {
    expect(readable(content)).toMatch(TAKEN)
    const public_ = contentOf(name, content)
    expect(readable(public_)).not.toMatch(TAKEN)
    // Doing it again changes nothing: what is public is as clean as it gets.
    expect(contentOf(name, public_).equals(public_)).toBe(true)
  })

  it('stays turned the way it was taken', () => {
    const upright = '457869660000' + '4d4d002a00000008000101120003000000010006000000000000'
    expect(contentOf('a.jpg', photo(6)).toString('hex')).toContain(upright)
    const chunk = contentOf('a.png', pngPhoto()).toString('hex')
    expect(chunk).toContain(`${Buffer.from('eXIf').toString('hex')}${upright.slice(12)}`)
  })

  it('stays in its document, of which nothing else changes', () => {
    const before = docx({ 'word/media/image1.jpeg': photo() })
    const after = readZip(contentOf('a.docx', before)) ?? []
    const old = readZip(before) ?? []
    expect(after.map(({ name }) => name)).toEqual(old.map(({ name }) => name))
    expect(after.slice(0, 2).map((member) => member.content())).toEqual(
      old.slice(0, 2).map((member) => member.content()),
    )
    expect(after[2]?.content()).toEqual(stripJpeg(photo()))
    const blanked = contentOf('a.pdf', pdfWith(photo()))
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
  ])('is shown to the byte: %s', (name, content) => {
    expect(contentOf(name, content)).toBe(content)
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
  ])('is not shown, and people are told what to do: %s', (_, name, content, word) => {
    expect(whyNot(name, content)).toContain(word)
    expect(whyNot(name, content)).toMatch(/请.*。$/)
  })

  it('is what unpacks to more than it says', () => {
    const bomb = docx({ 'word/media/a.jpg': deflateRawSync(Buffer.alloc(5_000_000)) })
    // The member is said to be packed, and to hold a hundred bytes.
    const entry = bomb.lastIndexOf('PK\x01\x02')
    bomb.writeUInt16LE(8, entry + 10)
    bomb.writeUInt32LE(100, entry + 24)
    expect(whyNot('a.docx', bomb)).toContain('读不全')
  })

  it('is a type for which nobody has decided how', () => {
    expect(cleaned(jpeg(), 'image/heic')).toMatchObject({ why: expect.any(String) })
    // Every type that a volume takes has its way: none falls through to that answer.
    for (const { mediaType } of ACCEPTS) {
      const result = cleaned(Buffer.alloc(0), mediaType)
      if ('why' in result && /word|sheet|presentation|ofd/.test(mediaType)) continue // nothing is no container
      expect('why' in result && result.why.includes('结构'), mediaType).toBe(false)
    }
  })
})

describe('hostile bytes', () => {
  const bytes = fc.uint8Array({ maxLength: 400 })
  const names = fc.constantFrom('a.jpg', 'a.png', 'a.pdf', 'a.docx', 'a.doc', 'a.ofd')

  it('neither crash it nor get past it, wherever a good file is changed', () => {
    const good: Record<string, Buffer> = {
      'a.jpg': photo(),
      'a.png': pngPhoto(),
      'a.pdf': pdfWith(photo()),
      'a.docx': docx({ 'word/media/image1.jpeg': photo() }),
    }
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(good)), fc.nat(), bytes, fc.nat(40), (name, at, noise, gone) => {
        const file = good[name] as Buffer
        const place = at % file.length
        clean(name, Buffer.concat([file.subarray(0, place), Buffer.from(noise), file.subarray(place + gone)]))
      }),
      { numRuns: 2000 },
    )
  })

  it('never crash it, whatever they are', () => {
    const starts = fc.constantFrom('', 'ffd8', '89504e470d0a1a0a', '504b0304', '25504446', 'd0cf11e0')
    fc.assert(
      fc.property(names, starts, bytes, (name, start, noise) => {
        clean(name, Buffer.concat([Buffer.from(start, 'hex'), Buffer.from(noise)]))
      }),
      { numRuns: 2000 },
    )
  })

  it('of a JPEG in a thousand pieces, or with segments that no decoder knows, carry nothing over', () => {
    const plain = jpeg()
    const odd = (marker: number) =>
      Buffer.concat([Buffer.from([0xff, marker, 0, 20]), Buffer.from('GPS 38 Example Phone')]).subarray(0, 22)
    for (const marker of [0x02, 0xbf, 0xc8, 0xe0, 0xe3, 0xf0, 0xfd, 0xfe]) {
      expect(contentOf('a.jpg', Buffer.concat([plain.subarray(0, 2), odd(marker), plain.subarray(2)]))).toEqual(plain)
    }
    const pieces = Buffer.concat([plain.subarray(0, 2), ...Array(5000).fill(odd(0xfe)), plain.subarray(2)])
    expect(whyNot('a.jpg', pieces)).toContain('不完整')
  })
})

describe('what only keeps us busy', () => {
  const exif = Buffer.from('\xff\xe1\xff\xffExif\0\0', 'latin1')
  it.each([
    ['more pictures than any document has', '方案.pdf', Buffer.concat([pdf(1), Buffer.alloc(400_000, exif)])],
    ['more places than any document has', '方案.pdf', Buffer.concat([pdf(1), Buffer.alloc(400_000, 'exif:GPS')])],
    ['talk of a password without end', '方案.pdf', Buffer.concat([pdf(1), Buffer.alloc(100_000, '/Encrypt ')])],
    ['document in document in document', '方案.docx', nested(5)],
    ['a few bytes that are half a gigabyte', '方案.docx', docx({ 'a.zip': bomb(), 'b.zip': bomb(), 'c.zip': bomb() })],
  ])('is put back at once: %s', (_, name, content) => {
    expect(whyNot(name, content)).toMatch(/读不全|加了密/)
  })
})

function nested(depth: number): Buffer {
  return depth === 0 ? docx() : docx({ 'word/embeddings/a.docx': nested(depth - 1) })
}

/** A hundred megabytes of nothing, well packed. */
function bomb(): Buffer {
  const size = 100 * 1024 * 1024
  const whole = zip({ a: deflateRawSync(Buffer.alloc(size)) })
  const entry = whole.lastIndexOf('PK\x01\x02', undefined, 'latin1')
  whole.writeUInt16LE(8, entry + 10)
  whole.writeUInt32LE(size, entry + 24)
  return whole
}

/** Puts bytes where no program looks: between the members of a ZIP and its directory. */
function hiding(file: Buffer, hidden: Buffer): Buffer {
  const directory = file.indexOf('PK\x01\x02', 0, 'latin1')
  const end = Buffer.from(file)
  const at = end.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  end.writeUInt32LE(directory + hidden.length, at + 16)
  return Buffer.concat([end.subarray(0, directory), hidden, end.subarray(directory)])
}
