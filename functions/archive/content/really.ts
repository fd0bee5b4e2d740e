import { fileTypeFromBuffer } from 'file-type'

/** Things that are not taken into a volume, by how they begin, in the words of the people who sent them. */
const BEGINNINGS: readonly (readonly [RegExp, string])[] = [
  [/^MZ/, 'Windows 程序(EXE)'],
  [/^\x7fELF/, '程序'],
  [/^#!/, '脚本程序'],
  [/^\s*<\?xml/i, 'XML 文件'],
  [/^\s*\{\\rtf/, 'RTF 文档'],
]

const COMMENT = /^<!--[\s\S]*?-->\s*/
/** What may stand before the first element of a drawing. */
const PROLOGUE = [/^<\?xml[^>]*>\s*/i, COMMENT, /^<!doctype svg[^>]*>\s*/i]
const PAGE = /^<(?:!doctype\s+html|html|head|body|script|iframe)\b/i

/** Kinds that file-type can tell and people meet; anything else is named by its ending. */
const NAMES: Readonly<Record<string, string>> = {
  zip: '压缩包(ZIP)',
  rar: '压缩包(RAR)',
  '7z': '压缩包(7z)',
  gz: '压缩包(GZ)',
  tar: '压缩包(TAR)',
  heic: 'HEIC 照片(请先转为 JPEG)',
  webp: 'WebP 图片(请先转为 JPEG)',
  gif: 'GIF 图片',
  bmp: 'BMP 图片(请先转为 PNG)',
  mov: 'MOV 视频(请先转为 MP4)',
  cfb: '没有可识别文档的复合文件(可能已加密)',
  exe: 'Windows 程序(EXE)',
  docm: '含宏的 Word 文档',
  xlsm: '含宏的 Excel 表格',
  pptm: '含宏的演示文稿',
  xml: 'XML 文件',
  rtf: 'RTF 文档',
}

/** What a file that is not taken really is, for the person who sent it. */
export async function reallyIs(first: Buffer, directory: Buffer): Promise<string> {
  if (directory.includes('vbaProject.bin') || first.includes('vbaProject.bin')) return '含宏的文档'
  const start = first
    .subarray(0, 4096)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
  const marked = markup(start.trimStart())
  if (marked) return marked
  const begins = BEGINNINGS.find(([pattern]) => pattern.test(start))
  if (begins) return begins[1]
  const found = await fileTypeFromBuffer(first).catch(() => undefined)
  if (!found) return '无法识别的内容'
  return NAMES[found.ext] ?? `${found.ext.toUpperCase()} 文件`
}

function markup(text: string): string | undefined {
  if (/^<svg\b/i.test(PROLOGUE.reduce((rest, part) => rest.replace(part, ''), text))) return 'SVG 图形(可含脚本)'
  return PAGE.test(text.replace(COMMENT, '')) ? '网页(HTML)' : undefined
}
