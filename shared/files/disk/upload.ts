import type { IncomingMessage, ServerResponse } from 'node:http'
import { FileMismatch } from '../files.ts'
import type { Disk } from './disk.ts'
import { GUARDS, TransferRefused } from './reply.ts'
import type { Claims } from './tickets.ts'

/** PUT by ticket: exactly the promised size, type and SHA-256, or nothing is kept. */
export async function uploadByPut(
  disk: Disk,
  claims: Claims & { op: 'put' },
  req: IncomingMessage,
  res: ServerResponse,
) {
  const length = req.headers['content-length']
  if (length === undefined) throw new TransferRefused(411, '上传时应写明文件大小')
  if (Number(length) > claims.size) throw new TransferRefused(413, '文件比登记的大,请重新选择')
  if (Number(length) !== claims.size) throw new TransferRefused(400, '文件大小与登记的不一致,请重新选择')
  if (req.headers['content-type'] !== claims.type) throw new TransferRefused(403, '文件类型与登记的不一致')

  const staged = await disk.staging.receive(bodyOf(req), claims.size).catch(asRefusal)
  if (staged.size !== claims.size || staged.sha256 !== claims.sha256) {
    await disk.staging.discard(staged.folder)
    throw new TransferRefused(400, '文件在传输中改变了,请重新上传')
  }
  const meta = await disk.publish(staged, claims.space, claims.key, { contentType: claims.type })
  res.writeHead(200, { ...GUARDS, ETag: `"${meta.sha256}"`, 'x-amz-version-id': meta.version, 'Content-Length': 0 })
  res.end()
}

/** The body, left open when reading stops half-way: the refusal is still to be sent over the same connection. */
function bodyOf(req: IncomingMessage): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => req.iterator({ destroyOnReturn: false }) }
}

/** More than allowed, a broken-off upload: refused. Anything else (a full disk) is a fault. */
export function asRefusal(error: unknown): never {
  if (error instanceof FileMismatch) throw new TransferRefused(413, '文件太大,请压缩或分开后再上传')
  if ((error as NodeJS.ErrnoException).code === 'ECONNRESET') throw new TransferRefused(400, '上传中断,请重新上传')
  throw error
}
