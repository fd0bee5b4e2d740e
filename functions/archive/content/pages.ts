import type { FileInfo, Files } from '../../../shared/files/files.ts'
import { pdfPages } from './pdf-pages.ts'

/**
 * 页数, where the file itself says it for certain: a picture is one, a PDF has its page tree. Word and WPS files are laid
 * out anew by each program that opens them, TIFF and OFD are not looked into: blank, never guessed.
 */
export async function pagesOf(files: Files, file: FileInfo, contentType: string): Promise<number | null> {
  if (contentType === 'image/jpeg' || contentType === 'image/png') return 1
  if (contentType !== 'application/pdf') return null
  const { key, version, size } = file
  return pdfPages(size, async (start, length) => {
    const range = { start, end: Math.min(start + length, size) - 1 }
    const part = await files.read('archive', key, { version, range })
    if (!part) throw new Error('a kept file is not there')
    const chunks: Buffer[] = []
    for await (const chunk of part.body) chunks.push(chunk)
    return Buffer.concat(chunks).toString('latin1')
  })
}
