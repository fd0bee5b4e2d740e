import { describe, expect, it } from 'vitest'
import { ACCEPTS, acceptedByName } from './accepts.ts'
import { SAMPLE, typeOf } from './typing.ts'

const ascii = (content: string) => Buffer.from(content, 'latin1')

/** A ZIP of stored, empty members, as the format has it: local headers, directory, end. */
function zip(names: readonly string[], padding = 0): Buffer {
  const local = names.map((name) => {
    const header = Buffer.alloc(30)
    header.write('PK\x03\x04', 'latin1')
    header.writeUInt16LE(20, 4)
    header.writeUInt16LE(Buffer.byteLength(name), 26)
    return Buffer.concat([header, Buffer.from(name)])
  })
  const central = names.map((name) => {
    const header = Buffer.alloc(46)
    header.write('PK\x01\x02', 'latin1')
    header.writeUInt16LE(Buffer.byteLength(name), 28)
    return Buffer.concat([header, Buffer.from(name)])
  })
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(names.length, 10)
  return Buffer.concat([...local, Buffer.alloc(padding, 0x5a), ...central, end])
}

/** A compound file (MS-CFB): header, one FAT sector, one directory sector with the root and these streams. */
function ole(streams: readonly string[]): Buffer {
  const header = Buffer.alloc(512)
  header.write('d0cf11e0a1b11ae1', 'hex')
  header.writeUInt16LE(0xfffe, 28)
  header.writeUInt16LE(9, 30)
  header.writeUInt32LE(1, 48)
  const directory = ['Root Entry', ...streams].map((name, i) => {
    const entry = Buffer.alloc(128)
    entry.write(name, 'utf16le')
    entry.writeUInt16LE((name.length + 1) * 2, 64)
    entry[66] = i === 0 ? 5 : 2
    return entry
  })
  return Buffer.concat([header, Buffer.alloc(512, 0xff), ...directory])
}

const riff = (kind: string) =>
  Buffer.concat([ascii('RIFF\x24\x00\x00\x00'), ascii(kind), ascii('fmt \x10\x00\x00\x00'), Buffer.alloc(32)])
const tiff = Buffer.concat([ascii('II*\x00\x08\x00\x00\x00'), Buffer.alloc(64)])
const docx = ['[Content_Types].xml', '_rels/.rels', 'word/document.xml']
const gb18030 = Buffer.from('b5c0c2b7cdd8bfedb9abcabe', 'hex') // 道路拓宽公示

const genuine: [string, Buffer, string][] = [
  ['报告.pdf', ascii('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj'), 'pdf'],
  ['公文.ofd', zip(['OFD.xml', 'Doc_0/Document.xml']), 'ofd'],
  ['方案.docx', zip(docx), 'docx'],
  ['台账.xlsx', zip(['[Content_Types].xml', 'xl/workbook.xml']), 'xlsx'],
  ['汇报.pptx', zip(['[Content_Types].xml', 'ppt/presentation.xml']), 'pptx'],
  ['方案.doc', ole(['WordDocument', '1Table']), 'doc'],
  ['方案.wps', ole(['WordDocument', '1Table']), 'wps'],
  ['台账.xls', ole(['Workbook']), 'xls'],
  ['旧台账.xls', ole(['Book']), 'xls'],
  ['台账.et', ole(['Workbook']), 'et'],
  ['汇报.ppt', ole(['PowerPoint Document']), 'ppt'],
  ['照片.jpg', ascii('\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01'), 'jpg'],
  [
    '截图.png',
    ascii(
      '\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\x00IDAT',
    ),
    'png',
  ],
  ['扫描.tif', tiff, 'tif'],
  ['现场.mp4', ascii('\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp42'), 'mp4'],
  ['会议.avi', riff('AVI '), 'avi'],
  ['座谈.mp3', ascii('ID3\x03\x00\x00\x00\x00\x00\x00\xff\xfb\x90\x00'), 'mp3'],
  ['座谈.wav', riff('WAVE'), 'wav'],
  ['说明.txt', Buffer.from('\ufeff道路拓宽公示:a < b,<通知>见后\r\n'), 'txt'],
  ['旧说明.txt', gb18030, 'txt'],
  ['说明.txt', Buffer.from('\ufeff公示', 'utf16le'), 'txt'],
  ['名单.csv', Buffer.from('村,户数\n红沙窝村,31\n'), 'csv'],
]

describe('what is accepted', () => {
  it.each(genuine)('knows %s by its bytes', async (name, content, extension) => {
    expect(await typeOf(content, name)).toMatchObject({ extension, mediaType: expect.stringContaining('/') })
    // The ticket was made out for what the name promised: both ways must come to the same type.
    expect((await typeOf(content, name))?.mediaType).toBe(acceptedByName(name)?.mediaType)
  })

  it('covers every line of the table, with a Chinese label and a size', () => {
    expect(new Set(genuine.map(([, , extension]) => extension))).toEqual(
      new Set(ACCEPTS.map(({ extension }) => extension)),
    )
    expect(new Set(ACCEPTS.map(({ mediaType }) => mediaType)).size).toBe(ACCEPTS.length)
    for (const { label, maxSize } of ACCEPTS) {
      expect(label).toMatch(/\p{Script=Han}/u)
      expect(maxSize).toBeLessThanOrEqual(5 * 1024 ** 3)
    }
  })

  it('goes by the bytes where the name says otherwise', async () => {
    expect(await typeOf(ascii('%PDF-1.4\n'), '照片.jpg')).toMatchObject({ extension: 'pdf' })
    expect(await typeOf(ole(['WordDocument']), '台账.et')).toMatchObject({ extension: 'doc' })
    expect(await typeOf(zip(docx), '没有扩展名')).toMatchObject({ extension: 'docx' })
    expect(acceptedByName('A.JPEG')?.extension).toBe('jpg')
    expect(acceptedByName('程序.exe')).toBeUndefined()
  })

  it('finds the directory of a large container at its end', async () => {
    const large = zip(['Doc_0/Res/image_1.png', 'OFD.xml'].toReversed(), 3 * SAMPLE)
    const late = Buffer.concat([
      zip(['Doc_0/Res/image_1.png'], 3 * SAMPLE).subarray(0, 2 * SAMPLE),
      large.subarray(-SAMPLE),
    ])
    expect(await typeOf(late.subarray(0, SAMPLE), '公文.ofd')).toBeUndefined()
    expect(await typeOf(late.subarray(0, SAMPLE), '公文.ofd', late.subarray(-SAMPLE))).toMatchObject({
      extension: 'ofd',
    })
  })

  it('reads text of which the sample cuts a character', async () => {
    const cut = Buffer.from('公示'.repeat(100)).subarray(0, 301)
    expect(await typeOf(cut, 'a.txt')).toMatchObject({ extension: 'txt' })
  })
})

describe('what is refused, whatever it is called', () => {
  it.each([
    ['a ZIP', zip(['a.txt'])],
    ['an empty ZIP', ascii('PK\x05\x06').fill(0, 4)],
    ['a document with macros', zip([...docx, 'word/vbaProject.bin'])],
    ['a Java program', zip(['META-INF/MANIFEST.MF', 'A.class'])],
    ['an encrypted document', ole(['EncryptionInfo', 'EncryptedPackage'])],
    ['an installer', ole(['SummaryInformation'])],
    ['a Windows program', Buffer.concat([ascii('MZ\x90\x00'), Buffer.alloc(60)])],
    ['a Linux program', Buffer.concat([ascii('\x7fELF\x02\x01\x01'), Buffer.alloc(60)])],
    ['a web page', ascii('<!DOCTYPE html><title>x</title>')],
    ['a page behind a line of text', ascii('note\n<script>alert(1)</script>')],
    ['a drawing that can run', ascii('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['XML', ascii('<?xml version="1.0"?><a/>')],
    ['a shell script', ascii('#!/bin/sh\nrm -rf /\n')],
    ['a batch file', ascii('@echo off\r\nformat c:\r\n')],
    ['PHP', ascii('<?php phpinfo();')],
    ['text with NUL', ascii('text\x00text')],
    ['a byte of noise', Buffer.from([0xff])],
    ['noise', Buffer.from([0x81, 0x00, 0xfe, 0x02, 0x9c, 0x11])],
    ['a GIF', ascii('GIF89a\x01\x00\x01\x00')],
    ['a RAR', ascii('Rar!\x1a\x07\x01\x00')],
    ['nothing', Buffer.alloc(0)],
  ])('%s', async (_, content) => {
    for (const name of ['a.txt', 'a.csv', 'a.pdf', 'a.docx', 'a.doc', 'a']) {
      const found = await typeOf(content, name)
      // Nothing at all is an empty text file, and no other kind.
      if (content.length === 0 && /txt|csv/.test(name)) expect(found?.mediaType).toMatch(/^text/)
      else expect(found).toBeUndefined()
    }
  })

  it('scripts that are only text, by a name that would run them', async () => {
    for (const name of ['a.js', 'a.bat', 'a.html', 'a.svg', 'a.vbs', 'a.txt.ps1']) {
      expect(await typeOf(ascii('alert(1)'), name)).toBeUndefined()
    }
  })
})
