import { orientationOf, turnedBy } from './orientation.ts'

/** A phone's photo has some dozens, with a depth map some hundreds; more are there to be counted. */
const MOST_SEGMENTS = 4096

/**
 * A JPEG without what tells where, when and with what it was taken: EXIF (GPS, device, serial numbers, the small
 * preview), XMP, IPTC, comments, maker's segments, and everything after the picture's end (previews, second pictures,
 * motion clips). The picture itself, its colour profile and the way it is turned stay; not one pixel is coded anew.
 * @returns undefined if the bytes are not a whole JPEG: then nothing is known of it, and it must not be shown.
 */
export function stripJpeg(bytes: Uint8Array): Buffer | undefined {
  const jpeg = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (jpeg.length < 4 || jpeg.readUInt16BE(0) !== 0xffd8) return undefined
  const kept: Buffer[] = []
  let turned: number | undefined
  let scanned = false
  let at = 2
  for (let n = 0; n < MOST_SEGMENTS && at + 2 <= jpeg.length; n++) {
    if (jpeg[at] !== 0xff) return undefined
    while (jpeg[at + 1] === 0xff) at++ // Fill bytes.
    const marker = jpeg[at + 1]
    if (marker === 0xd9) return scanned ? whole(turned ?? 1, kept) : undefined
    if (marker !== undefined && isBare(marker)) {
      at += 2
      continue
    }
    const end = marker === undefined || at + 4 > jpeg.length ? 0 : at + 2 + jpeg.readUInt16BE(at + 2)
    if (marker === undefined || end < at + 4 || end > jpeg.length) return undefined
    const segment = jpeg.subarray(at, end)
    if (isExif(segment)) turned ??= orientationOf(segment.subarray(10))
    else kept.push(...keptOf(marker, segment))
    at = end
    if (marker !== 0xda) continue
    scanned = true
    at = endOfScan(jpeg, end)
    kept.push(jpeg.subarray(end, at))
  }
  // Cut off, without a scan, or in more pieces than any camera makes.
  return undefined
}

function whole(turned: number, kept: readonly Buffer[]): Buffer {
  const upright = turned === 1 ? [] : [segmentOf(0xe1, Buffer.from('Exif\0\0', 'latin1'), turnedBy(turned))]
  return Buffer.concat([Buffer.from('ffd8', 'hex'), ...upright, ...kept, Buffer.from('ffd9', 'hex')])
}

/** Stands alone, without a length: TEM, restarts, another start. None of them means anything between segments. */
const isBare = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)

function isExif(segment: Buffer): boolean {
  return segment[1] === 0xe1 && segment.toString('latin1', 4, 10) === 'Exif\0\0'
}

/** Bytes of the fields that JFIF and Adobe define; what follows them is a small preview, or anything. */
const JFIF = 12
const ADOBE = 12

/**
 * Everything the picture is decoded with, by name: what is not known is left out. Of application segments only JFIF and
 * Adobe's colour transform, each without what hangs on, and the colour profile.
 */
function keptOf(marker: number, segment: Buffer): Buffer[] {
  if (marker === 0xda || DECODES.has(marker)) return [segment]
  const name = segment.toString('latin1', 4, 16)
  if (marker === 0xe0 && name.startsWith('JFIF\0') && segment.length >= 4 + JFIF) {
    return [segmentOf(marker, segment.subarray(4, 4 + JFIF), Buffer.from([0, 0]))]
  }
  if (marker === 0xee && name.startsWith('Adobe') && segment.length >= 4 + ADOBE) {
    return [segmentOf(marker, segment.subarray(4, 4 + ADOBE))]
  }
  return marker === 0xe2 && name.startsWith('ICC_PROFILE\0') ? [segment] : []
}

/** Frames, Huffman and arithmetic tables (C0–CF but C8), quantisation, lines, restarts, hierarchies (DB–DF). T.81, table B.1. */
const DECODES: ReadonlySet<number> = new Set([
  ...Array.from({ length: 16 }, (_, i) => 0xc0 + i).filter((marker) => marker !== 0xc8),
  ...[0xdb, 0xdc, 0xdd, 0xde, 0xdf],
])

function segmentOf(marker: number, ...content: Buffer[]): Buffer {
  const segment = Buffer.concat([Buffer.from([0xff, marker, 0, 0]), ...content])
  segment.writeUInt16BE(segment.length - 2, 2)
  return segment
}

/**
 * In coded data FF is followed by 00 or a restart; any other marker ends the scan. Byte by byte: every second one may be
 * an FF, and a search would begin anew at each.
 */
function endOfScan(jpeg: Buffer, from: number): number {
  for (let at = from; at + 1 < jpeg.length; at++) {
    if (jpeg[at] !== 0xff) continue
    const next = jpeg[at + 1] as number
    if (next !== 0x00 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return jpeg.length
}
