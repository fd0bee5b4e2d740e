import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import type { HttpHandler } from '../../shared/http/pipeline.ts'
import { problemOf } from '../../shared/http/problem.ts'
import { problemReply } from '../../shared/http/reply.ts'
import { Refusal } from '../../shared/kernel/refusal.ts'
import { errorFields } from '../../shared/observe/error.ts'
import type { Log } from '../../shared/observe/observe.ts'

/** API Gateway's limits, so that nothing works here that would fail there. */
const MAX_BODY = 1024 * 1024
const MAX_REPLY = 5 * 1024 * 1024
const TIMEOUT_MS = 25_000
const BODY_MS = 60_000

/** Takes a request or leaves it to the next one. */
export type Mount = (req: IncomingMessage, res: ServerResponse) => Promise<boolean>

/** The local entry: mounts first (files, sign-in, the desk, the site), then the features' pipeline. */
export function httpServer(mounts: readonly Mount[], handler: HttpHandler, log: Log): Server {
  const server = createServer((req, res) => {
    serve(req, res, mounts, handler).catch((error: unknown) => {
      const requestId = randomUUID()
      // The client hung up: nothing to log, nobody to answer.
      if (!req.destroyed) log.error('FAULT', { requestId, ...errorFields(error) })
      if (!res.headersSent) send(res, problemReply(problemOf(error, requestId)))
      else res.destroy()
    })
  })
  // As long as an upload ticket lives: a village's line may need hours. What is not a file has BODY_MS.
  server.requestTimeout = 2 * 3600_000
  server.headersTimeout = 20_000
  return server
}

async function serve(
  req: IncomingMessage,
  res: ServerResponse,
  mounts: readonly Mount[],
  handler: HttpHandler,
): Promise<void> {
  for (const mount of mounts) if (await mount(req, res)) return
  const requestId = randomUUID()
  const body = await readBody(req)
  if (body === undefined) {
    res.setHeader('connection', 'close')
    send(
      res,
      problemReply(problemOf(new Refusal('too-large', '提交的内容超过 1 MB,请删减;文件请用上传功能。'), requestId)),
    )
    return
  }
  const result = await inTime(handler(eventOf(req, body, requestId), {} as Context), requestId)
  const tooBig = Buffer.byteLength(result.body ?? '') > MAX_REPLY
  send(res, tooBig ? problemReply(problemOf(new Error('reply over 5 MB'), requestId)) : result, req.method === 'HEAD')
}

/** The answer; after 25 seconds, as from the gateway, a refusal instead, while the work goes on. */
async function inTime(
  answer: Promise<APIGatewayProxyStructuredResultV2>,
  requestId: string,
): Promise<APIGatewayProxyStructuredResultV2> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<APIGatewayProxyStructuredResultV2>((resolve) => {
    const tooLong = new Refusal('unavailable', '处理时间过长。请先刷新查看是否已经办好,再决定是否重试。')
    timer = setTimeout(() => resolve(problemReply(problemOf(tooLong, requestId))), TIMEOUT_MS)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

/** The body; undefined when it is too large. The rest of it is read and dropped, or the client would not see the reply. */
async function readBody(req: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  const late = setTimeout(() => req.destroy(), BODY_MS)
  try {
    for await (const chunk of req as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size <= MAX_BODY) chunks.push(chunk)
      else if (size > 64 * MAX_BODY) break
    }
  } finally {
    clearTimeout(late)
  }
  return size > MAX_BODY ? undefined : Buffer.concat(chunks)
}

/** A request as API Gateway (payload 2.0) would tell it. */
function eventOf(req: IncomingMessage, body: Buffer, requestId: string): APIGatewayProxyEventV2 {
  const [rawPath = '/', rawQueryString = ''] = (req.url ?? '/').split('?', 2)
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(req.headers)) {
    if (value !== undefined && name !== 'cookie') headers[name] = Array.isArray(value) ? value.join(',') : value
  }
  const query: Record<string, string> = Object.create(null)
  // As the gateway does it: what repeats is one value with commas.
  for (const [name, value] of new URLSearchParams(rawQueryString))
    query[name] = query[name] === undefined ? value : `${query[name]},${value}`
  const method = req.method ?? 'GET'
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    headers,
    ...(req.headers.cookie ? { cookies: req.headers.cookie.split(/; */) } : {}),
    ...(rawQueryString ? { queryStringParameters: query } : {}),
    requestContext: {
      accountId: 'local',
      apiId: 'local',
      domainName: headers.host ?? 'localhost',
      domainPrefix: 'local',
      requestId,
      routeKey: '$default',
      stage: '$default',
      time: '',
      timeEpoch: 0,
      http: {
        method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: req.socket.remoteAddress ?? '',
        userAgent: headers['user-agent'] ?? '',
      },
    },
    ...(body.length > 0 ? { body: body.toString('base64') } : {}),
    isBase64Encoded: true,
  }
}

function send(res: ServerResponse, result: APIGatewayProxyStructuredResultV2, headOnly = false): void {
  res.statusCode = result.statusCode ?? 200
  for (const [name, value] of Object.entries(result.headers ?? {})) res.setHeader(name, String(value))
  if (result.cookies) res.setHeader('set-cookie', result.cookies)
  const body = Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8')
  res.setHeader('content-length', body.length)
  res.end(headOnly ? undefined : body)
}
