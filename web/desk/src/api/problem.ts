import type { FieldProblem, RefusalCode } from '../../../../shared/kernel/refusal.ts'

/** `network`: no answer came. `fault`: the server broke, or what answered was not our server. */
export type ProblemCode = RefusalCode | 'network' | 'fault'

/** The one error of the API client: what the server refused and why, or that no answer came. */
export class ApiError extends Error {
  readonly code: ProblemCode
  /** 0 when no answer came. */
  readonly status: number
  readonly fields: readonly FieldProblem[]
  readonly details: Readonly<Record<string, string | number | boolean>>
  /** What a person reads out to whoever looks after the system. */
  readonly requestId: string | undefined

  constructor(
    code: ProblemCode,
    message: string,
    more: {
      status?: number
      fields?: readonly FieldProblem[]
      details?: Readonly<Record<string, string | number | boolean>>
      requestId?: string | undefined
    } = {},
  ) {
    super(message)
    this.name = 'ApiError'
    this.code = code
    this.status = more.status ?? 0
    this.fields = more.fields ?? []
    this.details = more.details ?? {}
    this.requestId = more.requestId
  }
}

/** By status, for answers that are not ours: a gateway's own 413 or 429, a proxy's page. */
const BY_STATUS: Readonly<Record<number, readonly [ProblemCode, string]>> = {
  400: ['invalid', '填写的内容有误,请核对后重试'],
  401: ['unauthenticated', '登录已过期,请重新登录'],
  403: ['forbidden', '您现在的岗位没有这项权限'],
  404: ['not-found', '没有找到,或者它不在您的管理范围内'],
  409: ['changed', '别人刚刚改动了这里,请刷新后再试'],
  413: ['too-large', '内容过大,请分开提交'],
  429: ['unavailable', '现在请求太多,请稍等一会儿再试。内容没有丢'],
}

const CODES = new Set<string>([
  'invalid',
  'unauthenticated',
  'forbidden',
  'not-found',
  'changed',
  'wrong-state',
  'rule',
  'duplicate',
  'too-large',
  'unsupported',
  'unavailable',
  'fault',
] satisfies ProblemCode[])

/** RFC 9457 as `shared/http/problem.ts` writes it: a refusal's details stand beside the standard members. */
const OWN = new Set(['type', 'title', 'status', 'detail', 'code', 'requestId', 'fields'])

/** Reads problem+json; what is no problem+json is named by its status. Never throws. */
export async function readProblem(response: Response): Promise<ApiError> {
  const body: Readonly<Record<string, unknown>> = await response
    .json()
    .then((value: unknown) => (typeof value === 'object' && value ? (value as Record<string, unknown>) : {}))
    .catch(() => ({}))
  const [code, words] = BY_STATUS[response.status] ?? ['fault', '系统出了故障,您填写的内容没有丢,请稍后重试']
  // Words are shown only when they are ours, which the code tells: a proxy's or a stack's are not for people.
  const ours = typeof body.code === 'string' && CODES.has(body.code)
  const requestId = typeof body.requestId === 'string' ? body.requestId : response.headers.get('x-request-id')
  return new ApiError(
    ours ? (body.code as ProblemCode) : code,
    ours && typeof body.detail === 'string' && body.detail !== '' ? body.detail : words,
    {
      status: response.status,
      fields: Array.isArray(body.fields) ? body.fields.filter(isFieldProblem) : [],
      details: Object.fromEntries(Object.entries(body).filter(isDetail)),
      requestId: requestId ?? undefined,
    },
  )
}

function isDetail(entry: [string, unknown]): entry is [string, string | number | boolean] {
  return !OWN.has(entry[0]) && ['string', 'number', 'boolean'].includes(typeof entry[1])
}

function isFieldProblem(value: unknown): value is FieldProblem {
  const v = value as Partial<FieldProblem> | null
  return typeof v?.field === 'string' && typeof v.message === 'string'
}
