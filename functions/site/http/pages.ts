import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { FileInfo, Files } from '../../../shared/files/files.ts'
import { pageReply } from '../../../shared/http/reply.ts'
import { deskHeaders, deskKey, SITE_HEADERS, siteKey } from '../../../shared/http/served.ts'
import { problemPage } from '../../../web/site/pages/error.ts'

export interface Places {
  /** Rendered pages, in its space `site`. */
  readonly site: Pick<Files, 'read'>
  /** The built desk, in its space `site`. */
  readonly desk: Pick<Files, 'read'>
  /** Origins that the desk may connect to. */
  readonly connect: string
}

/**
 * Serves public pages and the desk through the gateway, for installations without an edge. Undefined for other addresses,
 * which the pipeline answers. No file here is over the gateway's 5 MB: pages are text, and the desk is split.
 */
export function pages({ site, desk, connect }: Places) {
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2 | undefined> => {
    const { method } = event.requestContext.http
    if (method !== 'GET' && method !== 'HEAD') return undefined
    const inDesk = deskKey(event.rawPath)
    const key = inDesk ?? siteKey(event.rawPath)
    const found = key === undefined ? undefined : await (inDesk ? desk : site).read('site', key)
    if (!found) return undefined
    const headers = inDesk ? deskHeaders(connect, inDesk.startsWith('desk/assets/')) : SITE_HEADERS
    const etag = etagOf(found.info)
    if (event.headers['if-none-match'] === etag) {
      found.body.destroy()
      return { statusCode: 304, headers: { ...headers, etag } }
    }
    const content = await buffer(found.body)
    const { contentType } = found.info
    const zip = /\bgzip\b/.test(event.headers['accept-encoding'] ?? '') && /text|json|xml|svg/.test(contentType)
    return {
      statusCode: 200,
      headers: {
        ...headers,
        etag,
        vary: 'accept-encoding',
        'content-type': contentType,
        ...(zip ? { 'content-encoding': 'gzip' } : {}),
      },
      ...(method === 'HEAD'
        ? {}
        : { body: (zip ? gzipSync(content) : content).toString('base64'), isBase64Encoded: true }),
    }
  }
}

/**
 * Answers an unknown address with a page for people; replies of the API stay as they are. The address decides which it is,
 * since an edge removes the header `accept`.
 */
export async function forPeople(
  event: APIGatewayProxyEventV2,
  reply: APIGatewayProxyStructuredResultV2,
): Promise<APIGatewayProxyStructuredResultV2> {
  const isProblem = String(reply.headers?.['content-type']).startsWith('application/problem+json')
  if (reply.statusCode !== 404 || !isProblem || event.rawPath.startsWith('/api/')) return reply
  const { requestId } = event.requestContext
  const html = await problemPage({ title: '没有这个页面', detail: '网址可能已经改变,请从首页查找。', requestId })
  return pageReply({ status: 404, html })
}

const etagOf = ({ sha256, version }: FileInfo) => `"${sha256?.slice(0, 32) ?? version}"`
