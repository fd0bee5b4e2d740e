/** Part of a file, both ends included. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** A directory of more than this is not read further: 1 MB holds some ten thousand members. */
const MOST = 1024 * 1024

/**
 * Where a container keeps its directory, so that it can be typed by all its members however long it is: a ZIP's central
 * directory (OFD, DOCX …) and the first directory sectors of a compound file (DOC, WPS, XLS, ET), which may stand
 * anywhere. Undefined for what is no container, or a broken one.
 */
export function directoryOf(first: Buffer, last: Buffer, size: number): Range | undefined {
  if (first.subarray(0, 4).equals(ZIP)) return centralDirectory(last, size)
  if (first.subarray(0, 8).equals(OLE) && first.length >= 512) return compoundDirectory(first, size)
  return undefined
}

const ZIP = Buffer.from('PK\x03\x04', 'latin1')
const ZIP_END = Buffer.from('PK\x05\x06', 'latin1')
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex')

/** APPNOTE 4.3.16: the end record stands within the last 22 + 65 535 bytes. ZIP64 (0xffffffff) is left to the sample. */
function centralDirectory(last: Buffer, size: number): Range | undefined {
  const at = last.lastIndexOf(ZIP_END)
  if (at < 0 || at + 22 > last.length) return undefined
  const length = last.readUInt32LE(at + 12)
  const start = last.readUInt32LE(at + 16)
  return within({ start, end: start + Math.min(length, MOST) - 1 }, size)
}

/** [MS-CFB] 2.2: sector size as a power of two at 30, first directory sector at 48; the header takes sector −1. */
function compoundDirectory(first: Buffer, size: number): Range | undefined {
  const shift = first.readUInt16LE(30)
  if (shift !== 9 && shift !== 12) return undefined
  const start = (first.readUInt32LE(48) + 1) * 2 ** shift
  return within({ start, end: Math.min(start + 64 * 1024, size) - 1 }, size)
}

function within(range: Range, size: number): Range | undefined {
  return range.start > 0 && range.start <= range.end && range.end < size ? range : undefined
}
