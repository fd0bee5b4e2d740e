import { fileTypeFromBuffer } from 'file-type'
import { ACCEPTS, type Accepted, extensionOf } from './accepts.ts'

/** How much of both ends of a file `typeOf` wants to see. */
export const SAMPLE = 64 * 1024

/**
 * What a file is, by its bytes; undefined for what is not accepted (`ACCEPTS`), whatever it is called. The name decides
 * only where bytes cannot: between DOC and WPS, XLS and ET (WPS Office writes the same streams), TXT and CSV.
 * @param first the first `SAMPLE` bytes, or all
 * @param last the last `SAMPLE` bytes, for containers whose directory stands at the end
 */
export async function typeOf(
  first: Uint8Array,
  filename: string,
  last: Uint8Array = new Uint8Array(),
): Promise<Pick<Accepted, 'mediaType' | 'extension' | 'label'> | undefined> {
  const extension = await extensionByBytes(Buffer.from(first), Buffer.from(last), extensionOf(filename))
  const accepted = ACCEPTS.find((one) => one.extension === extension)
  return accepted && { mediaType: accepted.mediaType, extension: accepted.extension, label: accepted.label }
}

async function extensionByBytes(first: Buffer, last: Buffer, named: string): Promise<string | undefined> {
  if (first.subarray(0, 4).equals(ZIP)) return zipContent([...namesInZip(first), ...namesInZip(last)])
  if (first.subarray(0, 8).equals(OLE)) return oleContent([first, last], named)
  const textual = named === 'txt' || named === 'csv'
  // Before file-type, which takes the mark of UTF-16 for a frame of MPEG audio.
  if (textual && first.subarray(0, 2).equals(UTF16)) return isPlainText(first) ? named : undefined
  const found = await fileTypeFromBuffer(first)
  if (found) return KNOWN.has(found.ext) ? found.ext : undefined
  return textual && isPlainText(first) ? named : undefined
}

/** What file-type may say. Everything else it knows (programs, archives, HEIC, SVG …) is refused. */
const KNOWN: ReadonlySet<string> = new Set(['pdf', 'jpg', 'png', 'tif', 'mp4', 'avi', 'mp3', 'wav'])

const ZIP = Buffer.from('PK\x03\x04', 'latin1')
const CENTRAL = Buffer.from('PK\x01\x02', 'latin1')
const UTF16 = Buffer.from('fffe', 'hex')
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex')

/** Names of members: from local headers at the start and the directory at the end, as far as the sample goes. */
function namesInZip(sample: Buffer): string[] {
  const names: string[] = []
  for (const [signature, lengthAt, nameAt] of [
    [ZIP, 26, 30],
    [CENTRAL, 28, 46],
  ] as const) {
    for (let at = sample.indexOf(signature); at >= 0; at = sample.indexOf(signature, at + 4)) {
      if (at + nameAt > sample.length) break
      const length = sample.readUInt16LE(at + lengthAt)
      names.push(sample.toString('utf8', at + nameAt, at + nameAt + length))
    }
  }
  return names
}

function zipContent(names: readonly string[]): string | undefined {
  if (names.includes('OFD.xml')) return 'ofd'
  // A document with macros is a program under another name.
  if (!names.includes('[Content_Types].xml') || names.some((name) => name.endsWith('vbaProject.bin'))) return undefined
  if (names.includes('word/document.xml')) return 'docx'
  if (names.includes('xl/workbook.xml')) return 'xlsx'
  if (names.includes('ppt/presentation.xml')) return 'pptx'
  return undefined
}

/** Streams in a compound file by their names in its directory (UTF-16, wherever it stands). MSI, MSG and others have none of these. */
function oleContent(samples: readonly Buffer[], named: string): string | undefined {
  const has = (stream: string) => samples.some((sample) => sample.includes(Buffer.from(`${stream}\0`, 'utf16le')))
  // An encrypted DOCX or XLSX: what nobody can open is no record.
  if (has('EncryptedPackage')) return undefined
  if (has('WordDocument')) return named === 'wps' ? 'wps' : 'doc'
  if (has('Workbook') || has('Book')) return named === 'et' ? 'et' : 'xls'
  if (has('PowerPoint Document')) return 'ppt'
  return undefined
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is what makes it text
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/
/** What a browser or a shell would run, had it been given another name. */
const ELEMENT = /<(?:!doctype|html|head|body|script|svg|iframe|object|embed|\?xml|\?php)\b/i
const SCRIPT = /^\s*(?:#!|@echo\b)/i

/** Text in UTF-8, GB18030 (what Windows here calls ANSI) or UTF-16, that is nothing else in disguise. */
function isPlainText(sample: Buffer): boolean {
  const encodings = sample.subarray(0, 2).equals(UTF16) ? ['utf-16le'] : ['utf-8', 'gb18030']
  for (const encoding of encodings) {
    const text = decode(sample, encoding)
    if (text !== undefined && !CONTROL.test(text)) return !ELEMENT.test(text) && !SCRIPT.test(text)
  }
  return false
}

/** As a stream, since the sample may end within a character. */
function decode(sample: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: true })
  } catch {
    return undefined
  }
}
