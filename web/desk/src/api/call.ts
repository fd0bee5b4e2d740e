import type * as z from 'zod'
import type { Route } from '../../../../shared/http/route.ts'
import { ApiError, readProblem } from './problem.ts'
import { waitBefore } from './retry.ts'
import { urlOf } from './url.ts'

type Part<T extends Route, K extends 'params' | 'query' | 'body'> = T[K] extends z.ZodType
  ? { readonly [P in K]: z.input<T[K]> }
  : unknown

/** What a route needs, as its contract says: `params`, `query`, `body`, each only where the route has them. */
export type InputOf<T extends Route> = Part<T, 'params'> & Part<T, 'query'> & Part<T, 'body'>
/** What a route answers. */
export type ReplyOf<T extends Route> = T['reply'] extends z.ZodType ? z.output<T['reply']> : undefined

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** One per action of a person, kept across its retries: the server gives the same key the same answer. */
  readonly key?: string | undefined
}

export interface ApiDeps {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** A token that holds; waits while the person signs in again. `refused` is one that the server has just turned down. */
  readonly token: (refused?: string) => Promise<string>
  /** The post that the person acts in. */
  readonly post: () => string | undefined
  readonly newKey: () => string
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>
  readonly random: () => number
  /** Told when a reply is not as the contract says; only in development. */
  readonly onOddReply?: (route: Route, problem: unknown) => void
}

export type Call = <T extends Route>(route: T, input: InputOf<T>, options?: CallOptions) => Promise<ReplyOf<T>>

/** The gateway gives up after 25 s; a little later so do we. */
const PATIENCE_MS = 30_000
const UNREACHED = '网络不通,没有连上服务器。您填写的内容没有丢,请检查网络后重试'

export function createCall(deps: ApiDeps): Call {
  return async (route, input, options = {}) => {
    const { params, query, body } = input as { params?: object; query?: object; body?: unknown }
    const url = urlOf(route.path, { ...params }, { ...query })
    const safe = route.method === 'GET'
    const headers: Record<string, string> = { accept: 'application/json, application/problem+json' }
    const post = deps.post()
    if (post) headers['x-post'] = post
    // Every command is keyed, so every command may be sent again.
    if (!safe) headers['idempotency-key'] = options.key ?? deps.newKey()
    if (body !== undefined) headers['content-type'] = 'application/json'
    const init = { method: route.method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }

    const response = await send(deps, url, init, headers, route.may === 'public', options.signal)
    if (response.status === 204 || route.reply === undefined) return undefined as never
    const reply: unknown = await response.json().catch(() => {
      throw new ApiError('fault', '服务器的答复读不出来,请稍后重试', { status: response.status })
    })
    if (deps.onOddReply) {
      const parsed = route.reply.safeParse(reply)
      if (!parsed.success) deps.onOddReply(route, parsed.error)
    }
    return reply as never
  }
}

async function send(
  deps: ApiDeps,
  url: string,
  init: RequestInit,
  headers: Record<string, string>,
  open: boolean,
  signal?: AbortSignal,
): Promise<Response> {
  let refused: string | undefined
  for (let attempt = 1; ; ) {
    const token = open ? undefined : await deps.token(refused)
    const sent = { ...init, headers: token ? { ...headers, authorization: `Bearer ${token}` } : headers }
    const response = await fetchWithin(deps, url, sent, signal)
    if (response?.ok) return response
    // A first 401 means that the token ran out on the way; a second with a new one is an answer.
    if (response?.status === 401 && token && refused === undefined) {
      refused = token
      continue
    }
    const failure = { status: response?.status ?? 0, retryAfter: response?.headers.get('retry-after') }
    const wait = waitBefore(attempt, failure, deps.random)
    if (wait === undefined) throw response ? await readProblem(response) : new ApiError('network', UNREACHED)
    await deps.pause(wait, signal)
    attempt++
  }
}

/** @returns undefined when no answer came. @throws the signal's reason when the page no longer wants the answer. */
async function fetchWithin(deps: ApiDeps, url: string, init: RequestInit, signal?: AbortSignal) {
  signal?.throwIfAborted()
  // AbortSignal.any is younger than Chromium 109.
  const control = new AbortController()
  const stop = () => control.abort(signal?.reason)
  const timer = setTimeout(() => control.abort(), PATIENCE_MS)
  signal?.addEventListener('abort', stop, { once: true })
  try {
    return await deps.fetch(url, { ...init, signal: control.signal, cache: 'no-store', credentials: 'omit' })
  } catch {
    signal?.throwIfAborted()
    return undefined
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
  }
}
