import type * as z from 'zod'
import type { Duty } from '../identity/duty.ts'

/** Who may call: duties, anyone signed in, or everybody. There is no default: absence does not compile, and denies. */
export type May = readonly [Duty, ...Duty[]] | 'signed-in' | 'public'

export interface Route<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** `/api/matters/{matter}`: one placeholder per whole segment, as API Gateway writes it. */
  readonly path: string
  readonly may: May
  /** One line of Chinese, for OpenAPI and the table of rights. */
  readonly summary: string
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  /** The reply is parsed through this, so that nothing undeclared leaves. Absent for `page` routes. */
  readonly reply?: R
  /** 200 by default. */
  readonly status?: 200 | 201 | 202 | 204
  /** A page for people: replies with HTML or a redirect, and its refusals are pages too. Also takes form posts. */
  readonly page?: true
  /** Bytes of body that are taken; 1 MB (the gateway's limit) at most, 64 KB by default. */
  readonly maxBody?: number
}

type Parsed<T> = T extends z.ZodType ? z.output<T> : Record<string, never>

export interface Request<T extends Route> {
  readonly params: Parsed<T['params']>
  readonly query: Parsed<T['query']>
  readonly body: Parsed<T['body']>
  readonly requestId: string
  /** Peer as the edge saw it. Never stored, never logged. */
  readonly ip: string
  readonly cookies: Readonly<Record<string, string>>
  /** True when the body came as an HTML form. */
  readonly form: boolean
  readonly userAgent: string
  /** The caller's name for this one command: the same key is carried out once. See `shared/table/once.ts`. */
  readonly once: { readonly key: string; readonly digest: string } | undefined
}

/** What a page route answers. */
export interface PageReply {
  readonly status?: number
  readonly html?: string
  /** A body that is not HTML (Atom, JSON, CSV), with its media type. */
  readonly content?: { readonly type: string; readonly body: string }
  readonly redirect?: string
  readonly cookies?: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
}

/** Keeps the literal types of a contract's routes. Every schema is strict: unknown fields are named and refused. */
export function route<const T extends Route>(definition: T): T {
  return definition
}
