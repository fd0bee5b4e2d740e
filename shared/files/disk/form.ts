import type { IncomingMessage, ServerResponse } from 'node:http'
import { Busboy, type BusboyFileStream, type BusboyHeaders } from '@fastify/busboy'
import type { Disk } from './disk.ts'
import { GUARDS, TransferRefused } from './reply.ts'
import type { Staged } from './staging.ts'
import type { Claims } from './tickets.ts'
import { asRefusal } from './upload.ts'

/** What a form may weigh besides its file: fields, part headers, boundaries. */
const ENVELOPE = 64 * 1024

/** As S3: fields first, then one part named `file`; what stands behind it is not read. */
const LIMITS = {
  fields: 16,
  fieldSize: 16 * 1024,
  fieldNameSize: 100,
  files: 1,
  parts: 32,
  headerPairs: 16,
  headerSize: 8192,
}

type FormClaims = Claims & { op: 'form' }

/** A multipart form by ticket, from a page with scripts off: answered by a redirect, as S3's success_action_redirect. */
export async function uploadByForm(disk: Disk, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { claims, staged } = await receiveForm(disk, req)
  if (staged.size === 0) {
    await disk.staging.discard(staged.folder)
    throw new TransferRefused(400, '还没有选择文件,或者选的是空文件。请选择文件后再上传')
  }
  const meta = await disk.publish(staged, claims.space, claims.key, { contentType: claims.type })
  const target = new URL(claims.redirect)
  target.searchParams.set('key', claims.key)
  target.searchParams.set('etag', `"${meta.sha256}"`)
  res.writeHead(303, { ...GUARDS, Location: target.href, 'Content-Length': 0 })
  res.end()
}

/** Resolves once the whole form has arrived and its file is staged; rejects, with nothing kept, as soon as it cannot be. */
async function receiveForm(disk: Disk, req: IncomingMessage): Promise<{ claims: FormClaims; staged: Staged }> {
  const parser = parserFor(req)
  const fields = new Map<string, string>()
  let receiving: Promise<{ claims: FormClaims; staged: Staged }> | undefined
  let file: BusboyFileStream | undefined
  const ended = new Promise<void>((resolve, reject) => {
    parser.on('field', (name, value, _, truncated) => {
      if (!receiving && !truncated) fields.set(name.toLowerCase(), value)
    })
    parser.on('file', (_name, stream) => {
      file = stream
      // Its reader sees its errors; after the form was given up nobody needs them.
      stream.on('error', () => {})
      receiving = receiveFile(disk, fields, stream, Number(req.headers['content-length']))
      receiving.catch(reject)
    })
    parser.on('finish', resolve)
    parser.on('error', () => reject(new TransferRefused(400, '上传的内容不完整,请重新上传')))
    req.on('aborted', () => reject(new TransferRefused(400, '上传中断,请重新上传')))
    req.on('error', reject)
  })
  req.pipe(parser)
  try {
    await ended
    if (receiving === undefined) throw new TransferRefused(400, '还没有选择文件。请选择文件后再上传')
    return await receiving
  } catch (error) {
    req.unpipe(parser)
    parser.destroy()
    file?.destroy()
    await receiving?.then(({ staged }) => disk.staging.discard(staged.folder)).catch(() => {})
    throw error
  }
}

function parserFor(req: IncomingMessage) {
  try {
    return new Busboy({
      headers: req.headers as BusboyHeaders,
      limits: LIMITS,
      // A part that is called `file` is the file, whatever it says of itself; nothing else is.
      isPartAFile: (name) => name === 'file',
    })
  } catch {
    throw new TransferRefused(400, '应以表单(multipart/form-data)上传文件')
  }
}

async function receiveFile(disk: Disk, fields: Map<string, string>, stream: BusboyFileStream, length: number) {
  const claims = disk.open(fields.get('policy') ?? '')
  if (claims?.op !== 'form') throw new TransferRefused(403, '上传凭证无效或已过期,请刷新页面后重试')
  const same =
    fields.get('key') === claims.key &&
    fields.get('content-type') === claims.type &&
    fields.get('success_action_redirect') === claims.redirect
  if (!same) throw new TransferRefused(403, '上传凭证与表单不符,请刷新页面后重试')
  if (length > claims.max + ENVELOPE) throw new TransferRefused(413, `文件太大,最多 ${spoken(claims.max)}`)
  return { claims, staged: await disk.staging.receive(stream, claims.max).catch(asRefusal) }
}

/** `20 MB`, `512 KB`: sizes as people read them. */
function spoken(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${Math.floor(bytes / (1024 * 1024))} MB` : `${Math.ceil(bytes / 1024)} KB`
}
