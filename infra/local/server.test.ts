import type { Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { HttpHandler } from '../../shared/http/pipeline.ts'
import { type LogFields, silent } from '../../shared/observe/observe.ts'
import { httpServer, type Mount } from './server.ts'

let server: Server
const logged: LogFields[] = []
const log = { ...silent, error: (_: string, fields: LogFields = {}) => void logged.push(fields) }

async function listen(handler: HttpHandler, mounts: readonly Mount[] = []): Promise<string> {
  logged.length = 0
  server = httpServer(mounts, handler, log)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
afterEach(async () => {
  vi.useRealTimers()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const seen: APIGatewayProxyEventV2[] = []
const echo: HttpHandler = async (event) => {
  seen.push(event)
  return { statusCode: 200, body: 'ok' }
}

/** As it stands on the line: `fetch` would tidy it up. */
async function line(url: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.write(text)
  let answer = ''
  for await (const chunk of socket) answer += chunk
  return answer
}

describe('the one-machine server', () => {
  it('tells a handler what the gateway would: repeated values with commas, cookies apart, the path as it came', async () => {
    const url = await listen(echo)
    await fetch(`${url}/a%2fb/?x=1&y=2&x=3&__proto__=z`, { headers: { cookie: 'a=1; b=2' } })
    const event = seen.at(-1)
    expect(event?.rawPath).toBe('/a%2fb/')
    expect({ ...event?.queryStringParameters }).toEqual({ x: '1,3', y: '2', ['__proto__']: 'z' })
    expect(event?.cookies).toEqual(['a=1', 'b=2'])
  })

  it('answers after 25 seconds that it is not known, and what was begun goes on', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const begun = Promise.withResolvers<void>()
    const end = Promise.withResolvers<void>()
    const url = await listen(async () => {
      begun.resolve()
      await end.promise
      return { statusCode: 200 }
    })
    const asked = fetch(url)
    await begun.promise
    vi.advanceTimersByTime(25_000)
    const got = await asked
    expect(got.status).toBe(503)
    expect(await got.json()).toMatchObject({ code: 'unavailable', detail: expect.stringContaining('处理时间过长') })
    end.resolve()
  })

  it('says nothing of a fault in what it serves, but logs where it was', async () => {
    const url = await listen(echo, [() => Promise.reject(new Error('示例·王某某 13900000000'))])
    const got = await fetch(url)
    expect(got.status).toBe(500)
    expect(got.headers.get('content-type')).toContain('application/problem+json')
    expect(await got.text()).not.toContain('王某某')
    expect(logged).toMatchObject([{ error: 'Error' }])
    expect(JSON.stringify(logged)).not.toContain('王某某')
  })

  it.each([
    ['garbage', '\0\x01\r\n\r\n', 400],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['headers without end', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
  ])('closes on %s, and goes on', async (_what, text, status) => {
    const url = await listen(echo)
    expect(await line(url, text)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect((await fetch(url)).status).toBe(200)
  })

  it('forgets who leaves before their own request is over', async () => {
    const url = await listen(echo)
    const before = seen.length
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf')
    await new Promise<void>((resolve) => server.once('request', () => resolve()))
    await new Promise<void>((resolve) => socket.destroy().once('close', () => resolve()))
    expect((await fetch(url)).status).toBe(200)
    expect(seen.length).toBe(before + 1)
    expect(logged).toEqual([])
  })
})
