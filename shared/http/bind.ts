import type * as z from 'zod'
import type { Actor } from '../identity/actor.ts'
import type { PageReply, Request, Route } from './route.ts'

/** The actor's type follows from the route: nobody, for public routes. */
type ActorOf<T extends Route> = T['may'] extends 'public' ? undefined : Actor
type ReplyOf<T extends Route> = T['page'] extends true
  ? PageReply
  : T['reply'] extends z.ZodType
    ? z.input<T['reply']>
    : undefined

/** A route with what it does: parse → command → reply. The pipeline has parsed and authorised before it runs. */
export interface BoundRoute {
  readonly route: Route
  readonly run: (request: Request<Route>, actor: Actor | undefined) => Promise<unknown>
}

export function bind<T extends Route>(
  route: T,
  run: (request: Request<T>, actor: ActorOf<T>) => Promise<ReplyOf<T>>,
): BoundRoute {
  return { route, run: run as unknown as BoundRoute['run'] }
}
