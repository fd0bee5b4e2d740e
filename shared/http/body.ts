import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { Refusal } from '../kernel/refusal.ts'

const DEFAULT_LIMIT = 64 * 1024
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
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (key === '__proto__') throw new Error('refused')
      return value
    })
  } catch {
    throw new Refusal('invalid', '提交的内容不是有效的 JSON。', {
      fields: [{ field: 'body', message: '应为有效的 JSON' }],
    })
  }
}

function parseForm(text: string): Record<string, string | string[]> {
  // URLSearchParams would turn broken escapes into U+FFFD and so change what a person wrote: refuse them instead.
  if (/%(?![0-9a-fA-F]{2})/.test(text) || !decodes(text)) {
    throw new Refusal('invalid', '表单内容的编码有误,请返回页面重新提交。', {
      fields: [{ field: 'body', message: '编码有误' }],
    })
  }
  const form: Record<string, string | string[]> = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) {
    const before = form[name]
    form[name] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value]
  }
  return { ...form }
}

function decodes(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
