import { actorSource } from '../../functions/organs/offers.ts'
import type { Feature } from '../../shared/feature.ts'
import { type HttpHandler, pipeline } from '../../shared/http/pipeline.ts'
import { Refusal } from '../../shared/kernel/refusal.ts'
import { type Log, silent } from '../../shared/observe/observe.ts'
import type { Table } from '../../shared/table/table.ts'
import { type Got, send } from './http.ts'

export type Call = (
  account: string,
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Got>

/** The real pipeline over real features; only the token is the account's name, since signing in is not the subject. */
export function staffApi(
  table: Table,
  now: () => Date,
  features: readonly Feature[],
  log: Log = silent,
): { handler: HttpHandler; call: Call } {
  const handler = pipeline(
    features.flatMap((f) => f.routes),
    {
      verifier: {
        async verify(token) {
          if (token === '') throw new Refusal('unauthenticated', '请先登录。')
          return { subject: token }
        },
      },
      actors: actorSource({ table, now }),
      log,
      now,
      errorPage: async (problem) => `<h1>${problem.title}</h1>`,
    },
  )
  const call: Call = (account, method, path, body, headers = {}) =>
    send(handler, {
      method,
      path: path.split('?')[0] as string,
      query: Object.fromEntries(new URLSearchParams(path.split('?')[1] ?? '')),
      headers: {
        authorization: `Bearer ${account}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  return { handler, call }
}
