import type { IncomingMessage, ServerResponse } from 'node:http'
import { errorFields } from '../../observe/error.ts'
import { type Log, silent } from '../../observe/observe.ts'
import type { Disk } from './disk.ts'
import { download } from './download.ts'
import { uploadByForm } from './form.ts'
import { refuse, TransferRefused } from './reply.ts'
import type { Claims } from './tickets.ts'
import { uploadByPut } from './upload.ts'

/**
 * Uploads and downloads by ticket, for the local server to mount before anything else: they take no account and no
 * body limit but the ticket's own. Resolves to false, with nothing touched, for a request that is not for it.
 */
export function diskRoutes(disk: Disk, log: Log = silent) {
  return async (req: IncomingMessage, res: ServerResponse): Promise<boolean> => {
    const url = URL.parse(req.url ?? '', 'http://localhost')
    if (!url?.pathname.startsWith(disk.path)) return false
    const form = req.method === 'POST'
    try {
      if (form && url.pathname === `${disk.path}incoming`) await uploadByForm(disk, req, res)
      else await byTicket(disk, url, req, res)
    } catch (error) {
      if (!(error instanceof TransferRefused) && !closedEarly(error))
        log.error('FAULT', { route: 'files', ...errorFields(error) })
      const refused =
        error instanceof TransferRefused ? error : new TransferRefused(503, '暂时无法保存或读取文件,请稍后再试')
      refuse(req, res, refused, form)
    }
    return true
  }
}

async function byTicket(disk: Disk, url: URL, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const claims = disk.open(url.searchParams.get('ticket') ?? '')
  if (!claims || !namesTheSame(disk, url, claims)) throw new TransferRefused(403, '链接无效或已过期,请返回页面重新打开')
  if (claims.op === 'put' && req.method === 'PUT') return uploadByPut(disk, claims, req, res)
  if (claims.op === 'get' && (req.method === 'GET' || req.method === 'HEAD')) return download(disk, claims, req, res)
  throw new TransferRefused(405, '不支持这种请求')
}

/** The path is for people and logs; the ticket decides, and the two must agree. */
function namesTheSame(disk: Disk, url: URL, claims: Claims): boolean {
  try {
    return decodeURIComponent(url.pathname.slice(disk.path.length)) === `${claims.space}/${claims.key}`
  } catch {
    return false
  }
}

/** Somebody closed the page during a transfer: nothing to log, nobody to answer. */
function closedEarly(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET'
}
