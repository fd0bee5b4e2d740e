import { setImmediate } from 'node:timers/promises'
import { MAX_PUT } from '../files.ts'
import { blanked, tellsOfTaking } from './blank.ts'
import { stripJpeg } from './jpeg.ts'
import { stripPng } from './png.ts'
import { type Member, MOST_BYTES, readZip, writeZip } from './zip.ts'

/** The bytes that everybody may have (the very same where nothing had to go), or why they may not, and what to do. */
export type Cleaned = { readonly content: Buffer } | { readonly why: string }

const BROKEN =
  '照片文件不完整，无法清除其中的拍摄地点和设备信息。请用看图软件打开，另存为 JPEG 后重新上传，再选为附件。'
const SCAN = 'TIFF 图片可能带有拍摄地点和设备信息，系统不能替您清除。请另存为 PDF 或 JPEG 后重新上传，再选为附件。'
const FILM = '视频和录音可能带有拍摄地点和设备信息，系统不能替您清除。请改用 PDF、Word、JPEG 或 PNG 作附件。'
const SIGNED =
  '文件带有电子签名，里面的照片又带有拍摄信息，清除会使签名失效。请先清除照片的拍摄信息，再重新制作、签名和上传。'
const LOCKED = '文件加了密或有打开、编辑限制，无法检查里面的照片。请取消限制，另存为 PDF 后重新上传，再选为附件。'
const INSIDE = '文件里的照片带有拍摄信息，这种格式不能由系统清除。请另存为 PDF 或 DOCX 后重新上传，再选为附件。'
const UNREADABLE = '文件的结构读不全，无法检查里面的照片。请用原来的程序打开，另存为 PDF 后重新上传，再选为附件。'
/** Said before it is even read. */
export const TOO_LARGE = `公开的附件最大 ${MAX_PUT / 1_048_576} MB。请压缩或分成几份后重新上传，再选为附件。`

type Way = (content: Buffer) => Cleaned | Promise<Cleaned>

/** Bytes that a document may still unpack to, with all that lies in it. */
interface Budget {
  left: number
}
const office: Way = (content) => container(content, 0, { left: MOST_BYTES })

const picture =
  (strip: (bytes: Uint8Array) => Buffer | undefined) =>
  (content: Buffer): Cleaned => {
    const stripped = strip(content)
    return stripped ? { content: stripped.equals(content) ? content : stripped } : { why: BROKEN }
  }
const asItIs: Way = (content) => ({ content })
const never =
  (why: string): Way =>
  () => ({ why })
/** In the old formats a picture may lie in pieces: what cannot be taken out safely is only found. */
const onlyWithout = (content: Buffer): Cleaned => (tellsOfTaking(content) ? { why: INSIDE } : { content })

/** How each type that a volume takes is made fit for the public. What is not here is not shown: a new type must choose. */
const WAYS: Readonly<Record<string, Way>> = {
  'image/jpeg': picture(stripJpeg),
  'image/png': picture(stripPng),
  'image/tiff': never(SCAN),
  'application/pdf': pdf,
  'application/ofd': office,
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': office,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': office,
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': office,
  'application/msword': onlyWithout,
  'application/wps-office.wps': onlyWithout,
  'application/vnd.ms-excel': onlyWithout,
  'application/wps-office.et': onlyWithout,
  'application/vnd.ms-powerpoint': onlyWithout,
  'video/mp4': never(FILM),
  'video/vnd.avi': never(FILM),
  'audio/mpeg': never(FILM),
  'audio/wav': never(FILM),
  'text/plain': asItIs,
  'text/csv': asItIs,
}

/**
 * A file as the public may have it: without what tells where and with what its pictures were taken. Names of authors in
 * PDF and Office files stay: they are those of the office that publishes, and taking them out would break signatures.
 */
export async function cleaned(content: Buffer, mediaType: string): Promise<Cleaned> {
  if (content.length > MAX_PUT) return { why: TOO_LARGE }
  const clean = await (WAYS[mediaType] ?? never(UNREADABLE))(content)
  // A picture that a document holds packed is no longer packed afterwards.
  return 'content' in clean && clean.content.length > MAX_PUT ? { why: TOO_LARGE } : clean
}

/** A PDF finds its objects by their place in the file, so pictures are blanked where they stand. */
function pdf(content: Buffer): Cleaned {
  if (isEncrypted(content)) return { why: LOCKED }
  const clean = blanked(content)
  if (!clean) return { why: UNREADABLE }
  return clean !== content && content.includes('/ByteRange') ? { why: SIGNED } : { content: clean }
}

/** In its trailer, which is never packed, stands a dictionary or a reference to one. The word alone may be part of a text. */
function isEncrypted(content: Buffer): boolean {
  let seen = 0
  for (let at = content.indexOf('/Encrypt'); at >= 0; at = content.indexOf('/Encrypt', at + 1)) {
    if (++seen > 1000 || /^\/Encrypt\s*(?:<<|\d+\s+\d+\s+R)/.test(content.toString('latin1', at, at + 60))) return true
  }
  return false
}

/** Documents within documents within documents: no further. */
const DEEPEST = 3
const SIGNATURES = /(^|\/)(_xmlsignatures\/|Signs?\/|Signatures\.xml$)/i

/**
 * An Office document or an OFD: a ZIP whose pictures are stripped one by one; all else stays packed as it is. Other
 * people's requests get their turn between two members.
 */
async function container(content: Buffer, depth: number, budget: Budget): Promise<Cleaned> {
  const members = depth < DEEPEST ? readZip(content) : undefined
  if (!members) return { why: UNREADABLE }
  const changed = new Map<Member, Buffer>()
  for (const member of members) {
    await setImmediate()
    const before = unpacked(member)
    budget.left -= before?.length ?? 0
    const after = before && budget.left >= 0 ? await insideOf(before, depth, budget) : { why: UNREADABLE }
    if ('why' in after) return after
    if (before && !after.content.equals(before)) changed.set(member, after.content)
  }
  // What lies beside its members, where no program looks, goes too.
  if (changed.size === 0 && !tellsOfTaking(content)) return { content }
  if (members.some(({ name }) => SIGNATURES.test(name))) return { why: SIGNED }
  return { content: writeZip(members, changed) }
}

function unpacked(member: Member): Buffer | undefined {
  try {
    return member.content()
  } catch {
    return undefined // broken, or more than its directory says
  }
}

/** By what it is, never by its name. */
async function insideOf(content: Buffer, depth: number, budget: Budget): Promise<Cleaned> {
  const start = content.toString('latin1', 0, 12)
  if (start.startsWith('\xff\xd8\xff')) return picture(stripJpeg)(content)
  if (start.startsWith('\x89PNG')) return picture(stripPng)(content)
  if (start.startsWith('PK\x03\x04')) return container(content, depth + 1, budget)
  if (start.startsWith('%PDF')) return pdf(content)
  const unknown = /^(?:II\*\0|MM\0\*|RIFF|.{4}ftyp)/s.test(start)
  return unknown ? { why: INSIDE } : onlyWithout(content)
}
