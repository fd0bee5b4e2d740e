import { timingSafeEqual } from 'node:crypto'
import middy, { type MiddlewareObj } from '@middy/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import type { Actor } from '../identity/actor.ts'
import type { ActorSource, TokenVerifier } from '../identity/identity.ts'
import type { Clock } from '../kernel/clock.ts'
import { Refusal } from '../kernel/refusal.ts'
import { errorFields } from '../observe/error.ts'
import type { Log, LogFields } from '../observe/observe.ts'
import { hashOf } from '../signing/hash.ts'
import type { BoundRoute } from './bind.ts'
import { bytesOf, parseBody } from './body.ts'
import { check } from './check.ts'
import { problemOf } from './problem.ts'
import { type ErrorPage, jsonReply, pageReply, problemReply } from './reply.ts'
import type { Request, Route } from './route.ts'
import { type Match, router } from './router.ts'

export interface PipelineDeps {
  readonly verifier: TokenVerifier
  readonly actors: ActorSource
  readonly log: Log
  readonly now: Clock
  /** Shows a refusal or a fault to a person who called a `page` route. */
  readonly errorPage: ErrorPage
  /** When set, requests must carry it in `x-origin-secret`: only the edge may call. */
  readonly originSecret?: string
}

export type HttpHandler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>

/** What one middleware leaves for the next, on the context of the one request. */
interface RouteContext extends Context {
  match?: Match
  startedAt?: number
}

/**
 * The one pipeline of every HTTP function, local or Lambda: find the route, authorise, parse, run, reply through the
 * route's schema; refusals become problem+json or, for pages, a page.
 */
export function pipeline(routes: readonly BoundRoute[], deps: PipelineDeps): HttpHandler {
  const find = router(routes)
  const run = async (event: APIGatewayProxyEventV2, context: RouteContext) => {
    const { bound, params } = context.match as Match
    const actor = await authorise(bound.route, event, deps)
    const reply = await bound.run(parse(bound.route, params, event, actor), actor)
    return bound.route.page ? pageReply(reply) : jsonReply(bound.route, reply)
  }
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Error, RouteContext>()
    .use(observed(deps))
    .use(guarded(deps))
    .use(routed(find, deps.log))
    .handler(run) as unknown as HttpHandler
}

/** For the log: the request's id and its route as the contract writes it, never the address that was typed. */
function where(event: APIGatewayProxyEventV2, context: RouteContext): LogFields {
  const route = context.match?.bound.route
  return { requestId: event.requestContext.requestId, ...(route ? { route: `${route.method} ${route.path}` } : {}) }
}

type Ware = MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Error, RouteContext>

/** Logs STARTED and COMPLETED with ids, and turns errors into replies; the message of an error is never logged. */
function observed({ log, now, errorPage }: PipelineDeps): Ware {
  return {
    before: ({ context }) => {
      context.startedAt = now().getTime()
    },
    after: ({ event, response, context }) => {
      const ms = now().getTime() - (context.startedAt ?? 0)
      log.info('COMPLETED', { ...where(event, context), status: response?.statusCode ?? 200, ms })
    },
    onError: async (request) => {
      const { event, error, context } = request
      const problem = problemOf(error, event.requestContext.requestId)
      if (problem.code === 'fault') log.error('FAULT', { ...where(event, context), ...errorFields(error) })
      else log.info('REFUSED', { ...where(event, context), status: problem.status, error: problem.code })
      request.response = context.match?.bound.route.page
        ? pageReply({ status: problem.status, html: await errorPage(problem) })
        : problemReply(problem)
    },
  }
}

function guarded({ originSecret }: PipelineDeps): Ware {
  const expected = originSecret === undefined ? undefined : Buffer.from(originSecret)
  return {
    before: ({ event }) => {
      if (!expected) return
      const given = Buffer.from(event.headers['x-origin-secret'] ?? '')
      if (given.length !== expected.length || !timingSafeEqual(given, expected))
        throw new Refusal('forbidden', '请从正式网址访问。')
    },
  }
}

function routed(find: ReturnType<typeof router>, log: Log): Ware {
  return {
    before: ({ event, context }) => {
      context.match = find(event.requestContext.http.method, event.rawPath)
      log.info('STARTED', where(event, context))
    },
  }
}

async function authorise(route: Route, event: APIGatewayProxyEventV2, deps: PipelineDeps): Promise<Actor | undefined> {
  if (route.may === 'public') return undefined
  const token = /^Bearer ([^\s]+)$/i.exec(event.headers.authorization ?? '')?.[1]
  if (!token) throw new Refusal('unauthenticated', '请先登录。')
  const { subject } = await deps.verifier.verify(token)
  const post = event.headers['x-post']
  return deps.actors.actorOf(subject, post === '' ? undefined : post, route.may === 'signed-in' ? 'anyone' : route.may)
}

function parse(
  route: Route,
  params: Match['params'],
  event: APIGatewayProxyEventV2,
  actor: Actor | undefined,
): Request<Route> {
  const bytes = bytesOf(event, route.maxBody)
  const needsBody = route.body !== undefined
  const body = needsBody ? parseBody(bytes, event.headers['content-type'] ?? '', route.page === true) : undefined
  if (!needsBody && bytes.length > 0)
    throw new Refusal('invalid', '这个请求不应带有内容。', { fields: [{ field: 'body', message: '应为空' }] })
  const value = body ? check(route.body as NonNullable<Route['body']>, body.value) : {}
  const key = event.headers['idempotency-key']
  if (key !== undefined && !/^[\w-]{8,64}$/.test(key)) {
    throw new Refusal('invalid', '请求头 Idempotency-Key 应为 8–64 位字母、数字或短横。', {
      fields: [{ field: 'idempotency-key', message: '格式不对' }],
    })
  }
  return {
    params: route.params ? check(route.params, params) : {},
    query: route.query ? check(route.query, event.queryStringParameters ?? {}) : {},
    body: value,
    requestId: event.requestContext.requestId,
    ip: event.requestContext.http.sourceIp,
    cookies: cookiesOf(event),
    form: body?.kind === 'form',
    userAgent: event.headers['user-agent'] ?? '',
    once: key && actor ? { key, digest: hashOf([route.method, event.rawPath, bytes.toString('base64')]) } : undefined,
  } as Request<Route>
}

function cookiesOf(event: APIGatewayProxyEventV2): Record<string, string> {
  const cookies: Record<string, string> = {}
  for (const cookie of event.cookies ?? []) {
    const at = cookie.indexOf('=')
    if (at > 0) cookies[cookie.slice(0, at)] = cookie.slice(at + 1)
  }
  return cookies
}
