import { crc32 } from 'node:zlib'
import { orientationOf, turnedBy } from './orientation.ts'

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
/** Programs write 8 KB a piece; 50 MB are some six thousand. */
const MOST_CHUNKS = 100_000

/** What the picture is decoded and coloured with. Text, times, EXIF and whatever a program invented for itself are not among it. */
const KEPT: ReadonlySet<string> = new Set(
  'IHDR PLTE IDAT tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs acTL fcTL fdAT'.split(' '),
)

/**
 * A PNG without text, times, EXIF, XMP and what hangs on behind its end; the picture itself, its colours and the way it
 * is turned stay.
 * @returns undefined if the bytes are not a whole PNG
 */
export function stripPng(bytes: Uint8Array): Buffer | undefined {
  const png = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!png.subarray(0, 8).equals(SIGNATURE)) return undefined
  const kept: Buffer[] = []
  let turned: number | undefined
  let drawn = false
  let at = 8
  for (let n = 0; n < MOST_CHUNKS && at + 12 <= png.length; n++) {
    const end = at + 12 + png.readUInt32BE(at)
    const type = png.toString('latin1', at + 4, at + 8)
    if (end > png.length || (n === 0) !== (type === 'IHDR')) return undefined
    const chunk = png.subarray(at, end)
    if (type === 'IEND') {
      // The header is the first, and how it is turned has to stand before the picture.
      const upright = turned === undefined || turned === 1 ? [] : [chunkOf('eXIf', turnedBy(turned))]
      return drawn ? Buffer.concat([SIGNATURE, kept[0] as Buffer, ...upright, ...kept.slice(1), EMPTY_END]) : undefined
    }
    if (type === 'eXIf') turned ??= orientationOf(chunk.subarray(8, -4))
    if (KEPT.has(type)) kept.push(chunk)
    // A capital says that without it the picture cannot be drawn: one that is not known is no PNG that we know.
    else if (/^[A-Z]/.test(type)) return undefined
    drawn ||= type === 'IDAT'
    at = end
  }
  return undefined
}

function chunkOf(type: string, content: Buffer): Buffer {
  const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from(type, 'latin1'), content, Buffer.alloc(4)])
  chunk.writeUInt32BE(content.length, 0)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4)
  return chunk
}

const EMPTY_END = chunkOf('IEND', Buffer.alloc(0))
