import { crc32 } from 'node:zlib'

/** Small genuine files of the kinds that people upload, made here byte by byte. */

/** A PDF of blank A4 pages with a plain cross-reference table. */
export function pdf(pages = 1, note = ''): Buffer {
  const kids = Array.from({ length: pages }, (_, i) => `${i + 3} 0 R`)
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [ ${kids.join(' ')} ] /Count ${pages} >>`,
    ...kids.map(() => '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << >> >> >>'),
  ]
  let text = `%PDF-1.4\n%${note}\n`
  const offsets = objects.map((object, i) => {
    const at = Buffer.byteLength(text)
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const xref = Buffer.byteLength(text)
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`
  text += offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`
  return Buffer.from(text)
}

/** A ZIP whose members are stored as they are. */
export function zip(members: Readonly<Record<string, string | Buffer>>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(members)) {
    const bytes = Buffer.from(content)
    const path = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(bytes.length, 14)
    common.writeUInt32LE(bytes.length, 18)
    common.writeUInt16LE(path.length, 22)
    const entry = Buffer.alloc(16)
    entry.writeUInt32LE(at, 12)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, entry.subarray(2), path]))
    const member = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, path, bytes])
    parts.push(member)
    at += member.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, central, end])
}

const CONTENT_TYPES =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'

export const ofd = () => zip({ 'OFD.xml': '<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>' })
export const docx = (more: Record<string, string | Buffer> = {}) =>
  zip({ '[Content_Types].xml': CONTENT_TYPES, 'word/document.xml': '<w:document/>', ...more })
export const xlsx = () => zip({ '[Content_Types].xml': CONTENT_TYPES, 'xl/workbook.xml': '<workbook/>' })

/** A compound file (DOC, WPS, XLS, ET) with its directory after so many sectors of 512 bytes. */
export function compound(stream: string, sectorsBefore = 1): Buffer {
  const header = Buffer.alloc(512)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header)
  header.writeUInt16LE(0x3e, 24)
  header.writeUInt16LE(3, 26)
  header.writeUInt16LE(0xfffe, 28)
  header.writeUInt16LE(9, 30)
  header.writeUInt32LE(sectorsBefore, 48)
  const directory = Buffer.alloc(512)
  const entry = (name: string, i: number, type: number) => {
    directory.write(name, i * 128, 'utf16le')
    directory.writeUInt16LE((name.length + 1) * 2, i * 128 + 64)
    directory[i * 128 + 66] = type
  }
  entry('Root Entry', 0, 5)
  entry(stream, 1, 2)
  // What follows keeps the directory away from both ends.
  return Buffer.concat([header, Buffer.alloc(512 * sectorsBefore), directory, Buffer.alloc(512 * sectorsBefore)])
}

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex')

export const jpeg = () => hex('ffd8 ffe0 0010 4a46494600 0101 00 0001 0001 0000 ffda 0008 0101 00003f00 37 ffd9')
export const png = () =>
  hex(`89504e470d0a1a0a 0000000d49484452 00000001 00000001 08 00000000 3a7e9b55
    0000000a49444154 789c6360000000020001 48afa471 0000000049454e44 ae426082`)
export const mp4 = () => hex('00000018 66747970 69736f6d 00000200 69736f6d 6d703431 00000008 6d646174')

export const html = () => Buffer.from('<!doctype html><html><body><script>alert(1)</script></body></html>')
export const svg = () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
export const exe = () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(126), Buffer.from('PE\0\0')])

/** Where the invented phone was: nothing of it may reach the public. */
export const TAKEN = /GPS 38|Example Phone/

/** A photo as phones write it: turned, with place and device in EXIF and XMP, and a second picture behind its end. */
export function photo(orientation = 6): Buffer {
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex')
  tiff.writeUInt16BE(orientation, 18)
  const segment = (marker: number, ...content: (Buffer | string)[]) => {
    const body = Buffer.concat(content.map((part) => Buffer.from(part as string, 'latin1')))
    const head = Buffer.from([0xff, marker, 0, 0])
    head.writeUInt16BE(body.length + 2, 2)
    return Buffer.concat([head, body])
  }
  const exif = segment(0xe1, 'Exif\0\0', tiff, 'GPS 38.93N 100.45E Example Phone 13')
  const xmp = segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', '<exif:GPSLatitude>GPS 38,55N</exif:GPSLatitude>')
  const plain = jpeg()
  const one = Buffer.concat([plain.subarray(0, 2), exif, xmp, plain.subarray(2)])
  return Buffer.concat([one, plain.subarray(0, 2), exif, plain.subarray(2)])
}

/** A screenshot that says where and with what. */
export function pngPhoto(): Buffer {
  const chunk = (type: string, content: Buffer) => {
    const whole = Buffer.concat([Buffer.alloc(4), Buffer.from(type), content, Buffer.alloc(4)])
    whole.writeUInt32BE(content.length, 0)
    whole.writeUInt32BE(crc32(whole.subarray(4, -4)), whole.length - 4)
    return whole
  }
  const tiff = hex('4d4d002a00000008000101120003000000010006000000000000')
  const plain = png()
  return Buffer.concat([
    plain.subarray(0, 33),
    chunk('tEXt', Buffer.from('Comment\0Example Phone 13')),
    chunk('eXIf', Buffer.concat([tiff, Buffer.from('GPS 38.93N')])),
    plain.subarray(33),
    Buffer.from('GPS 38.93N behind its end'),
  ])
}

/** A PDF that holds a picture as it is, the way programs put photos on a page. */
export function pdfWith(picture: Buffer, more = ''): Buffer {
  const stream = `<< /Subtype /Image /Filter /DCTDecode /Length ${picture.length} >>\nstream\n`
  return Buffer.concat([
    pdf(1),
    Buffer.from(`9 0 obj\n${stream}`),
    picture,
    Buffer.from(`\nendstream\nendobj\n${more}`),
  ])
}
