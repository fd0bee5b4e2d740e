import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { Problem } from './problem.ts'
import type { PageReply, Route } from './route.ts'

/** Shows a problem to a person who called a page: HTML. */
export type ErrorPage = (problem: Problem) => Promise<string>

/** Sent with every reply: no framing, no sniffing, no caching by default, no referrer for other sites. */
const COMMON = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
} as const

/** Pages run no scripts but our own files, and post to nobody else. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; media-src 'self'; script-src 'self'; " +
  "connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** A reply parsed through its schema: nothing undeclared leaves. A reply that does not fit is a fault of ours. */
export function jsonReply(route: Route, reply: unknown): APIGatewayProxyStructuredResultV2 {
  if (route.status === 204 || !route.reply) return { statusCode: 204, headers: COMMON }
  const body = JSON.stringify(route.reply.parse(reply))
  return {
    statusCode: route.status ?? 200,
    headers: { ...COMMON, 'content-type': 'application/json; charset=utf-8' },
    body,
  }
}

export function problemReply(problem: Problem): APIGatewayProxyStructuredResultV2 {
  const challenge: Record<string, string> = problem.status === 401 ? { 'www-authenticate': 'Bearer' } : {}
  return {
    statusCode: problem.status,
    headers: { ...COMMON, ...challenge, 'content-type': 'application/problem+json; charset=utf-8' },
    body: JSON.stringify(problem),
  }
}

/** HTML, other content or a redirect (303, so that a form post is not sent twice by going back). */
export function pageReply(reply: unknown): APIGatewayProxyStructuredResultV2 {
  const page = reply as PageReply
  const cookies = page.cookies ? { cookies: [...page.cookies] } : {}
  if (page.redirect !== undefined) {
    return {
      statusCode: page.status ?? 303,
      headers: { ...COMMON, ...page.headers, location: page.redirect },
      ...cookies,
    }
  }
  const type = page.content?.type ?? 'text/html; charset=utf-8'
  return {
    statusCode: page.status ?? 200,
    headers: { ...COMMON, 'content-security-policy': PAGE_POLICY, 'content-type': type, ...page.headers },
    body: page.content?.body ?? page.html ?? '',
    ...cookies,
  }
}
