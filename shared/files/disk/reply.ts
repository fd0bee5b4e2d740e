import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * A refused request is read on for this many bytes, then cut. Closing at once would reset the connection under an
 * uploading browser, which then shows its own error page in place of our answer.
 */
const PATIENCE = 64 * 1024 * 1024

/** On every answer: nothing that was uploaded may run or frame anything, even if a browser opens it. */
export const GUARDS = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Cache-Control': 'private, no-store',
  'Referrer-Policy': 'no-referrer',
} as const

/** A refused transfer, with the words for the person. Nothing of it was kept. */
export class TransferRefused extends Error {
  readonly status: 400 | 403 | 404 | 405 | 411 | 413 | 416 | 503
  constructor(status: TransferRefused['status'], message: string) {
    super(message)
    this.name = 'TransferRefused'
    this.status = status
  }
}

/** Problem+json for programs; for a form sent with scripts off, a page that says what to do. */
export function refuse(req: IncomingMessage, res: ServerResponse, refused: TransferRefused, page: boolean): void {
  if (res.headersSent) {
    res.destroy()
    return
  }
  const { status, message } = refused
  const body = page ? pageOf(message) : JSON.stringify({ type: 'about:blank', status, title: message })
  res.writeHead(status, {
    ...GUARDS,
    'Content-Type': page ? 'text/html; charset=utf-8' : 'application/problem+json',
    'Content-Length': Buffer.byteLength(body),
  })
  res.end(body)
  if (!req.complete) drain(req)
}

function drain(req: IncomingMessage): void {
  let left = PATIENCE
  req.on('data', (chunk: Buffer) => {
    left -= chunk.byteLength
    if (left < 0) req.destroy()
  })
  req.on('error', () => {})
  req.resume()
}

function pageOf(message: string): string {
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>文件没有收到</title><h1>文件没有收到</h1><p>${message}</p><p>请用浏览器的“后退”回到上一页;之前提交的内容都还在。</p></html>
`
}
