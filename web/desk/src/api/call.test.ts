import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Route } from '../../../../shared/http/route.ts'
import { type ApiDeps, createCall } from './call.ts'
import { ApiError } from './problem.ts'

const matter = {
  method: 'GET',
  path: '/api/matters/{matter}',
  may: ['filer'],
  summary: '事项',
  params: z.strictObject({ matter: z.string() }),
  reply: z.strictObject({ title: z.string() }),
} as const satisfies Route
const submit = {
  method: 'POST',
  path: '/api/matters/{matter}/submission',
  may: ['filer'],
  summary: '报送',
  params: z.strictObject({ matter: z.string() }),
  body: z.strictObject({ version: z.int() }),
  reply: z.strictObject({ version: z.int() }),
} as const satisfies Route

const json = (body: unknown, status = 200, headers = {}) => new Response(JSON.stringify(body), { status, headers })

/** A server that answers from a list; `null` is a dropped line. */
function desk(answers: (Response | null)[], more: Partial<ApiDeps> = {}) {
  const sent: { url: string; headers: Record<string, string>; body: unknown }[] = []
  const waits: number[] = []
  let keys = 0
  const call = createCall({
    fetch: async (url, init) => {
      sent.push({ url, headers: init.headers as Record<string, string>, body: init.body })
      const answer = answers.shift()
      if (!answer) throw new TypeError('Failed to fetch')
      return answer
    },
    token: async (refused) => (refused ? 'second' : 'first'),
    post: () => 'post-1',
    newKey: () => `key-${++keys}`,
    pause: async (ms) => void waits.push(ms),
    random: () => 0.5,
    ...more,
  })
  return { call, sent, waits }
}

describe('a call to the API', () => {
  it('carries the token, the post acted in, and fills the path from the contract', async () => {
    const { call, sent } = desk([json({ title: '道路拓宽' })])
    expect(await call(matter, { params: { matter: 'WP-620702100-2026-0007' } })).toEqual({ title: '道路拓宽' })
    expect(sent[0]).toMatchObject({
      url: '/api/matters/WP-620702100-2026-0007',
      headers: { authorization: 'Bearer first', 'x-post': 'post-1' },
    })
    expect(sent[0]?.headers['idempotency-key']).toBeUndefined()
  })

  it('sends a command again with the same key when the line drops, and waits longer each time', async () => {
    const { call, sent, waits } = desk([null, json({}, 503), json({ version: 4 })])
    expect(await call(submit, { params: { matter: 'M' }, body: { version: 3 } })).toEqual({ version: 4 })
    expect(sent.map((s) => s.headers['idempotency-key'])).toEqual(['key-1', 'key-1', 'key-1'])
    expect(waits).toEqual([400, 1200])
  })

  it('says that nothing was lost when the line stays down', async () => {
    const { call, sent } = desk([])
    const error = await call(matter, { params: { matter: 'M' } }).catch((e) => e)
    expect(error).toMatchObject({ code: 'network', status: 0 })
    expect(error.message).toContain('没有丢')
    expect(sent).toHaveLength(4)
  })

  it('does not repeat what the server refused, and hands on its words and fields', async () => {
    const refusal = {
      code: 'invalid',
      detail: '请改正标出的各项',
      fields: [{ field: 'form.title', message: '请填写名称' }],
    }
    const { call, sent } = desk([json(refusal, 400)])
    const error = await call(submit, { params: { matter: 'M' }, body: { version: 3 } }).catch((e) => e)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ code: 'invalid', message: '请改正标出的各项', fields: refusal.fields })
    expect(sent).toHaveLength(1)
  })

  it('asks once for another token when the first ran out on the way', async () => {
    const { call, sent } = desk([json({}, 401), json({ title: 'x' })])
    await call(matter, { params: { matter: 'M' } })
    expect(sent.map((s) => s.headers.authorization)).toEqual(['Bearer first', 'Bearer second'])
  })

  it('takes a second 401 as the answer', async () => {
    const { call, sent } = desk([json({}, 401), json({}, 401)])
    await expect(call(matter, { params: { matter: 'M' } })).rejects.toMatchObject({ code: 'unauthenticated' })
    expect(sent).toHaveLength(2)
  })

  it('never shows the words of a server that broke', async () => {
    const { call } = desk([json({ detail: 'TypeError: x is not a function' }, 500)])
    const error = await call(matter, { params: { matter: 'M' } }).catch((e) => e)
    expect(error).toMatchObject({ code: 'fault', status: 500 })
    expect(error.message).not.toContain('TypeError')
  })

  it('hands on who changed it and when', async () => {
    const { call } = desk([
      json({ code: 'changed', detail: '甲改动了', changedBy: '示例·甲', version: 5, status: 409 }, 409),
    ])
    const error = await call(submit, { params: { matter: 'M' }, body: { version: 3 } }).catch((e) => e)
    expect(error.details).toEqual({ changedBy: '示例·甲', version: 5 })
  })

  it('reports a reply that the contract does not know, and still hands it over', async () => {
    const odd: string[] = []
    const { call } = desk([json({ name: 'x' })], { onOddReply: (route) => odd.push(route.path) })
    expect(await call(matter, { params: { matter: 'M' } })).toEqual({ name: 'x' })
    expect(odd).toEqual([matter.path])
  })

  it('stops asking when the page was left', async () => {
    const control = new AbortController()
    const { call, sent } = desk([null, json({ title: 'x' })], {
      pause: async (_, signal) => {
        control.abort(new Error('left'))
        signal?.throwIfAborted()
      },
    })
    await expect(call(matter, { params: { matter: 'M' } }, { signal: control.signal })).rejects.toThrow('left')
    expect(sent).toHaveLength(1)
  })
})
