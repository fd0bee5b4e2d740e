import { describe, expect, it } from 'vitest'
import { stripJpeg } from './jpeg.ts'

/** One grey pixel, arithmetic coded: quantisation, frame, conditioning, scan. */
const SOI = Buffer.from('ffd8', 'hex')
const EOI = Buffer.from('ffd9', 'hex')
const TABLES = Buffer.from(
  'ffdb00430003020202020203020202030303030406040404040408060605060908' +
    '0a0a090809090a0c0f0c0a0b0e0b09090d110d0e0f101011100a0c12131210130f101010ffc9000b080001000101011100ffcc0006001010 05'.replace(
      ' ',
      '',
    ),
  'hex',
)
const SCAN = Buffer.from('ffda0008010100003f00d2cf20ff00ffd3aa', 'hex')

const segment = (marker: number, content: Buffer | string) => {
  const body = Buffer.from(content as string, 'latin1')
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}
/** EXIF as phones write it, in either byte order: orientation, then where and with what it was taken. */
const exif = (orientation: number, little: boolean) => {
  const tiff = Buffer.alloc(8 + 2 + 12 + 4)
  const short = (value: number, at: number) => (little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at))
  tiff.write(little ? 'II' : 'MM', 'latin1')
  short(42, 2)
  if (little) tiff.writeUInt32LE(8, 4)
  else tiff.writeUInt32BE(8, 4)
  short(1, 8)
  short(0x0112, 10)
  short(3, 12)
  short(orientation, 18)
  return segment(0xe1, `Exif\0\0${tiff.toString('latin1')}GPS 38.93N 100.45E Example Phone 13`)
}
const jfif = segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\0\0')
const icc = segment(0xe2, 'ICC_PROFILE\0\x01\x01colour')
const adobe = segment(0xee, 'Adobe\0\x64\0\0\0\0\0')
const traces = [
  segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0<x>Example Phone 13</x>'),
  segment(0xed, 'Photoshop 3.0\x008BIM Example city'),
  segment(0xe2, 'MPF\0Example second picture'),
  segment(0xe0, 'JFXX\0Example preview'),
  segment(0xe7, 'Example maker'),
  segment(0xfe, 'Example comment'),
]
const plain = Buffer.concat([SOI, jfif, icc, adobe, TABLES, SCAN, EOI])
const strip = (...parts: Buffer[]) => {
  const stripped = stripJpeg(Buffer.concat(parts))
  return stripped && Buffer.from(stripped)
}

describe('a photo from a phone', () => {
  it('loses place, device, comments, previews and what hangs on behind, and not a byte of the picture', () => {
    const trailer = Buffer.concat([SOI, exif(1, true), EOI, Buffer.from('MotionPhoto Example')])
    const photo = [SOI, exif(1, true), jfif, ...traces, icc, adobe, TABLES, SCAN, EOI, trailer]
    expect(strip(...photo)).toEqual(plain)
  })

  it.each([true, false])('stays turned the way it was taken (little-endian: %s)', (little) => {
    const stripped = strip(SOI, exif(6, little), jfif, icc, adobe, TABLES, SCAN, EOI)
    const upright = Buffer.from('ffe10022457869660000' + '4d4d002a00000008000101120003000000010006000000000000', 'hex')
    expect(stripped).toEqual(Buffer.concat([SOI, upright, plain.subarray(2)]))
    expect(strip(stripped as Buffer)).toEqual(stripped)
  })

  it('may have several scans, fill bytes and restarts', () => {
    const photo = Buffer.concat([SOI, TABLES, SCAN, segment(0xc4, 'table'), SCAN, EOI])
    expect(strip(photo)).toEqual(photo)
    expect(strip(SOI, Buffer.from([0xff, 0xff]), jfif.subarray(1), TABLES, SCAN, EOI)).toEqual(
      Buffer.concat([SOI, jfif, TABLES, SCAN, EOI]),
    )
  })
})

describe('what is not a whole JPEG', () => {
  it('is not guessed at, wherever it is cut', () => {
    const photo = Buffer.concat([SOI, exif(6, true), jfif, TABLES, SCAN, EOI])
    for (let length = 0; length < photo.length; length++) expect(strip(photo.subarray(0, length))).toBeUndefined()
    expect(strip(photo)).toBeDefined()
    expect(strip(Buffer.from('GIF89a and more'))).toBeUndefined()
    expect(strip(SOI, Buffer.from('ffe00001', 'hex'), EOI)).toBeUndefined()
  })

  it('does not lose its way in a broken EXIF', () => {
    for (const bad of ['', 'II', 'II*\0\xff\xff\xff\xff', 'MM\0*\0\0\0\x08\xff\xff', 'junkjunkjunk']) {
      expect(strip(SOI, segment(0xe1, `Exif\0\0${bad}`), TABLES, SCAN, EOI)).toEqual(
        Buffer.concat([SOI, TABLES, SCAN, EOI]),
      )
    }
  })
})
