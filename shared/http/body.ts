import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { Refusal } from '../kernel/refusal.ts'

const DEFAULT_LIMIT = 64 * 1024
/** Our largest form has a dozen fields. */
const MOST_FIELDS = 200
/** The largest JSON that people send, a filing form with 100 risks, has under a thousand values. */
const MOST_VALUES = 10_000
const UTF8 = new TextDecoder('utf-8', { fatal: true })

export type BodyKind = 'json' | 'form'

/** The bytes of a request body, within the limit. @throws Refusal `too-large` */
export function bytesOf(event: APIGatewayProxyEventV2, limit = DEFAULT_LIMIT): Buffer {
  const body = event.body ?? ''
  const bytes = Buffer.from(body, event.isBase64Encoded ? 'base64' : 'utf8')
  if (bytes.length > limit) {
    throw new Refusal('too-large', `提交的内容超过 ${Math.floor(limit / 1024)} KB,请删减后再提交;文件请用上传功能。`)
  }
  return bytes
}

/**
 * JSON or an HTML form, as one value. Forms give strings, or arrays where a name repeats.
 * @throws Refusal `unsupported` for other media types, `invalid` for bytes that are not UTF-8 or not JSON.
 */
export function parseBody(
  bytes: Uint8Array,
  contentType: string,
  admitsForm: boolean,
): { kind: BodyKind; value: unknown } {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? ''
  if (type === 'application/json') return { kind: 'json', value: parseJson(decode(bytes)) }
  if (admitsForm && type === 'application/x-www-form-urlencoded')
    return { kind: 'form', value: parseForm(decode(bytes)) }
  throw new Refusal('unsupported', admitsForm ? '请用网页表单或 JSON 提交。' : '请以 application/json 提交。')
}

function decode(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes)
  } catch {
    throw new Refusal('invalid', '提交的内容不是 UTF-8 文字。', {
      fields: [{ field: 'body', message: '应为 UTF-8 编码' }],
    })
  }
}

function parseJson(text: string): unknown {
  let values = 0
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (key === '__proto__') throw new Error('refused')
      // Without this limit a schema would write 60 000 messages for 60 000 wrong members.
      if (++values > MOST_VALUES) throw tooMany('内容', `${MOST_VALUES} 个值`)
      return value
    })
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('invalid', '提交的内容不是有效的 JSON。', {
      fields: [{ field: 'body', message: '应为有效的 JSON' }],
    })
  }
}

function parseForm(text: string): Record<string, string | string[]> {
  if (hasMoreFields(text, MOST_FIELDS)) throw tooMany('表单', `${MOST_FIELDS} 项`)
  // URLSearchParams would turn broken escapes into U+FFFD and so change what a person wrote: refuse them instead.
  if (/%(?![0-9a-fA-F]{2})/.test(text) || !decodes(text)) {
    throw new Refusal('invalid', '表单内容的编码有误,请返回页面重新提交。', {
      fields: [{ field: 'body', message: '编码有误' }],
    })
  }
  const form: Record<string, string | string[]> = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) {
    const before = form[name]
    if (before === undefined) form[name] = value
    else if (Array.isArray(before)) before.push(value)
    else form[name] = [before, value]
  }
  return { ...form }
}

/** Counts the `&` between fields before any field is read. An `&` that a person wrote arrives as `%26`. */
function hasMoreFields(text: string, most: number): boolean {
  let at = -1
  for (let fields = 0; fields < most; fields++) {
    at = text.indexOf('&', at + 1)
    if (at < 0) return false
  }
  return true
}

function tooMany(what: string, most: string): Refusal {
  return new Refusal('invalid', `${what}最多 ${most}，这次多于此数，没有受理。请打开原来的页面重新填写。`, {
    fields: [{ field: 'body', message: `最多 ${most}` }],
  })
}

function decodes(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
