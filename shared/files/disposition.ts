import { encodeSegment } from './key.ts'

/**
 * `Content-Disposition` that makes a browser save under a name (RFC 6266): an ASCII stand-in for old clients and
 * the true name by RFC 5987. Path separators and control characters become `_`.
 */
export function attachment(filename: string): string {
  const name = filename.toWellFormed().replace(/[\p{Cc}/\\]/gu, '_')
  const ascii = name.replace(/[^\x20-\x7e]+/g, '_').replace(/["%]/g, '_')
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeSegment(name)}`
}
