import { Refusal, type RefusalCode } from '../kernel/refusal.ts'

/** RFC 9457, in Chinese for people; `code` and `fields` are for programs. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: RefusalCode | 'fault'
  readonly requestId: string
  readonly fields?: readonly { readonly field: string; readonly message: string }[]
  readonly [extra: string]: unknown
}

const TABLE: Readonly<Record<RefusalCode, readonly [status: number, title: string]>> = {
  invalid: [400, '填写有误'],
  unauthenticated: [401, '请先登录'],
  forbidden: [403, '没有这项权限'],
  'not-found': [404, '没有找到'],
  changed: [409, '内容已被他人改动'],
  'wrong-state': [409, '当前环节不能这样做'],
  duplicate: [409, '重复提交的内容不一致'],
  rule: [422, '不符合规定'],
  'too-large': [413, '内容过大'],
  unsupported: [415, '格式不支持'],
  unavailable: [503, '暂时不可用'],
}

/** What people read after a fault. It does not say that nothing was saved: a store that broke off may have written. */
const FAULT =
  '系统出了问题,不能确定刚才的操作是否已经保存;已填写的内容仍在页面上。请稍后再试;如果一直这样,请把请求编号告诉管理员。'

/** The one table from errors to replies: exhaustive over the codes; everything else is a fault. */
export function problemOf(error: unknown, requestId: string): Problem {
  if (!(error instanceof Refusal)) {
    return { type: 'about:blank', title: '系统故障', status: 500, detail: FAULT, code: 'fault', requestId }
  }
  const [status, title] = TABLE[error.code]
  return {
    type: `urn:wenping:problem:${error.code}`,
    title,
    status,
    detail: error.message,
    code: error.code,
    requestId,
    ...(error.fields.length > 0 ? { fields: error.fields } : {}),
    ...error.details,
  }
}
