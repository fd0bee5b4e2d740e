import type { Consumer } from './events/events.ts'
import type { BoundRoute } from './http/bind.ts'

/** Clock work: a cron-like period in minutes, run at least once per period, never twice at once. */
export interface Schedule {
  readonly name: string
  readonly everyMinutes: number
  /** On one machine it runs to its end before the first request is taken: people would miss at once what it makes. */
  readonly first?: true
  readonly run: () => Promise<void>
}

/** What `compose.ts` of every feature returns; the local server and `lambda.ts` take it apart. */
export interface Feature {
  readonly name: string
  readonly routes: readonly BoundRoute[]
  readonly consumers: readonly Consumer[]
  readonly schedules: readonly Schedule[]
}
