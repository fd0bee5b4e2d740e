import type { Consumer } from './events/events.ts'
import type { BoundRoute } from './http/bind.ts'

/** When clock work runs: at least once per period, never twice at once. Plain data, which `infra` reads too. */
export interface Timing {
  readonly name: string
  readonly everyMinutes: number
  /** On one machine it runs to its end before the first request is taken: people would miss at once what it makes. */
  readonly first?: true
}

export interface Schedule extends Timing {
  readonly run: () => Promise<void>
}

/** What `compose.ts` of every feature returns; the local server and `lambda.ts` take it apart. */
export interface Feature {
  readonly name: string
  readonly routes: readonly BoundRoute[]
  readonly consumers: readonly Consumer[]
  readonly schedules: readonly Schedule[]
}
