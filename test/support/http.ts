import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import type { HttpHandler } from '../../shared/http/pipeline.ts'

export interface Sent {
  readonly method?: string
  readonly path: string
  readonly query?: Record<string, string>
  readonly headers?: Record<string, string>
  readonly body?: string | Uint8Array
  readonly cookies?: string[]
}

/** An API Gateway event (payload 2.0), as both entries give it to the pipeline. */
export function httpEvent(sent: Sent): APIGatewayProxyEventV2 {
  const method = sent.method ?? 'GET'
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: sent.path,
    rawQueryString: new URLSearchParams(sent.query ?? {}).toString(),
    queryStringParameters: sent.query ?? {},
    headers: sent.headers ?? {},
    cookies: sent.cookies ?? [],
    requestContext: {
      accountId: 'local',
      apiId: 'local',
      domainName: 'localhost',
      domainPrefix: 'localhost',
      requestId: 'test-request',
      routeKey: '$default',
      stage: '$default',
      time: '',
      timeEpoch: 0,
      http: { method, path: sent.path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
    },
    ...(sent.body === undefined ? {} : { body: Buffer.from(sent.body).toString('base64') }),
    isBase64Encoded: sent.body !== undefined,
  }
}

export interface Got extends APIGatewayProxyStructuredResultV2 {
  readonly json: Record<string, unknown>
}

/** Sends one request through a pipeline, without a network. */
export async function send(handler: HttpHandler, sent: Sent): Promise<Got> {
  const result = await handler(httpEvent(sent), {} as Context)
  const isJson = String(result.headers?.['content-type'] ?? '').includes('json')
  return { ...result, json: isJson ? JSON.parse(result.body ?? '{}') : {} }
}

/** As the desk sends a command. */
export const jsonBody = (value: unknown, token = 'token'): Pick<Sent, 'headers' | 'body' | 'method'> => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
  body: JSON.stringify(value),
})
