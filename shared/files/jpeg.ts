const ORIENTATION = 0x0112

/**
 * A JPEG without what tells where, when and with what it was taken: EXIF (GPS, device, serial numbers, the small
 * preview), XMP, IPTC, comments, maker's segments, and everything after the picture's end (previews, motion clips).
 * The picture itself, its colour profile and the way it is turned stay; not one pixel is coded anew.
 * @returns undefined if the bytes are not a whole JPEG: then nothing is known of it, and it must not be shown.
 */
export function stripJpeg(bytes: Uint8Array): Uint8Array | undefined {
  const jpeg = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (jpeg.length < 4 || jpeg.readUInt16BE(0) !== 0xffd8) return undefined
  const kept: Buffer[] = []
  let turned = 1
  let at = 2
  while (at + 4 <= jpeg.length) {
    if (jpeg[at] !== 0xff) return undefined
    const marker = jpeg[at + 1] as number
    if (marker === 0xff)
      at++ // A fill byte.
    else if (marker === 0xd8 || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2
    else {
      const end = at + 2 + jpeg.readUInt16BE(at + 2)
      if (end > jpeg.length || end < at + 4) return undefined
      const segment = jpeg.subarray(at, end)
      if (isExif(segment)) turned = orientationOf(segment.subarray(10)) ?? turned
      else if (isKept(marker, segment)) kept.push(segment)
      at = end
      if (marker !== 0xda) continue
      at = endOfScan(jpeg, end)
      kept.push(jpeg.subarray(end, at))
      if (jpeg[at + 1] !== 0xd9) continue
      kept.push(jpeg.subarray(at, at + 2))
      return Buffer.concat([jpeg.subarray(0, 2), ...(turned === 1 ? [] : [turnedBy(turned)]), ...kept])
    }
  }
  // Cut off, or without a scan.
  return undefined
}

function isExif(segment: Buffer): boolean {
  return segment[1] === 0xe1 && segment.toString('latin1', 4, 10) === 'Exif\0\0'
}

/** Everything the picture needs; of application segments only JFIF, the colour profile and Adobe's colour transform. */
function isKept(marker: number, segment: Buffer): boolean {
  if (marker === 0xfe) return false
  if (marker < 0xe0 || marker > 0xef) return true
  const name = segment.toString('latin1', 4, 16)
  return (
    (marker === 0xe0 && name.startsWith('JFIF\0')) ||
    (marker === 0xe2 && name.startsWith('ICC_PROFILE\0')) ||
    (marker === 0xee && name.startsWith('Adobe'))
  )
}

/** In coded data FF is followed by 00 or a restart; any other marker ends the scan. */
function endOfScan(jpeg: Buffer, from: number): number {
  for (let at = jpeg.indexOf(0xff, from); at >= 0 && at + 1 < jpeg.length; at = jpeg.indexOf(0xff, at + 1)) {
    const next = jpeg[at + 1] as number
    if (next !== 0x00 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return jpeg.length
}

/** The orientation in IFD0 of a TIFF block, 1 to 8. */
function orientationOf(tiff: Buffer): number | undefined {
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const short = (at: number) => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const long = (at: number) => (at + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at))
  const ifd = long(4)
  for (let i = 0; i < Math.min(short(ifd), 512); i++) {
    const entry = ifd + 2 + i * 12
    if (short(entry) !== ORIENTATION) continue
    const value = short(entry + 8)
    return value >= 1 && value <= 8 ? value : undefined
  }
  return undefined
}

/** An EXIF segment that says only how the picture is turned. */
function turnedBy(orientation: number): Buffer {
  const tiff = Buffer.from('4d4d002a00000008' + '0001' + '0112000300000001' + '00000000' + '00000000', 'hex')
  tiff.writeUInt16BE(orientation, 18)
  const segment = Buffer.concat([Buffer.from('ffe10000', 'hex'), Buffer.from('Exif\0\0', 'latin1'), tiff])
  segment.writeUInt16BE(segment.length - 2, 2)
  return segment
}
