import type { Consumer } from './events/events.ts'
import type { BoundRoute } from './http/bind.ts'

/**
 * When clock work runs: once per period. On one machine it never runs twice at once; on AWS it may, so what it does must
 * bear that. Plain data, which `infra` reads too.
 */
export interface Timing {
  readonly name: string
  readonly everyMinutes: number
  /** On one machine it ends before the first request is taken: people need what it makes at once. */
  readonly first?: true
}

export interface Schedule extends Timing {
  readonly run: () => Promise<void>
}

/** What every feature's `compose.ts` returns, for the local server and for its `lambda.ts`. */
export interface Feature {
  readonly name: string
  readonly routes: readonly BoundRoute[]
  readonly consumers: readonly Consumer[]
  readonly schedules: readonly Schedule[]
}
