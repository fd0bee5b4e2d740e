const UTF8 = [0xef, 0xbb, 0xbf]
const ZIP = [0x50, 0x4b, 0x03, 0x04]
const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0]
const UTF16 = [
  [0xff, 0xfe],
  [0xfe, 0xff],
]

const AS_CSV = '请在 Excel 或 WPS 里另存为「CSV UTF-8（逗号分隔）」后再导入'

/**
 * The text of a CSV file: UTF-8 with or without its mark, or GBK, which is what Excel in China saves. GB18030 holds GBK
 * whole. What is valid UTF-8 is UTF-8: Chinese in GBK is not, but for a few pairs of letters.
 */
export function decodeText(bytes: Uint8Array): { readonly text: string } | { readonly problem: string } {
  if (begins(bytes, ZIP) || begins(bytes, OLD_OFFICE)) return { problem: `这是 Excel 工作簿，不是 CSV。${AS_CSV}` }
  if (UTF16.some((mark) => begins(bytes, mark))) return { problem: `这份文件是 UTF-16 编码，读不了。${AS_CSV}` }
  const content = begins(bytes, UTF8) ? bytes.subarray(UTF8.length) : bytes
  const text = decode(content, 'utf-8') ?? decode(content, 'gb18030')
  if (text === undefined || text.includes('\0')) return { problem: `读不出这份文件的文字。${AS_CSV}` }
  return { text }
}

function decode(bytes: Uint8Array, encoding: 'utf-8' | 'gb18030'): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const begins = (bytes: Uint8Array, mark: readonly number[]) => mark.every((byte, i) => bytes[i] === byte)
