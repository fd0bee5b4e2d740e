import type { Log } from '../../observe/observe.ts'
import { readFeed, trimFeed } from '../../table/sqlite/feed.ts'
import { wants } from '../consumer.ts'
import type { Consumer } from '../events.ts'
import { backoff, LONGEST_WAIT } from './backoff.ts'
import type { Deliveries, Delivery } from './deliveries.ts'
import type { Feed } from './feed.ts'

/** How an attempt ended; without an `error` it is done. */
export interface Outcome {
  readonly delivery: Delivery
  /** Name of the error, never its message. */
  readonly error?: string
}

export interface StepContext {
  readonly feed: Feed
  readonly deliveries: Deliveries
  readonly consumers: ReadonlyMap<string, Consumer>
  readonly log: Log
  readonly maxAttempts: number
  readonly parallel: number
}

export interface StepInput {
  readonly outcomes: readonly Outcome[]
  /** Deliveries in flight, those of `outcomes` among them. */
  readonly inFlight: ReadonlySet<number>
  /** False while draining: what ended is noted, nothing begins. */
  readonly accepting: boolean
  /** Now, in ms since 1970. */
  readonly at: number
}

/** Feed rows made into deliveries in one transaction: short enough not to be noticed between two requests. */
const FEED_BATCH = 200

/**
 * One synchronous step in one transaction: notes what ended, takes in the feed, chooses what begins.
 * @returns the deliveries to carry out once this has returned, and whether to step again at once
 */
export function step(context: StepContext, input: StepInput): { begun: Delivery[]; more: boolean } {
  const { feed, deliveries, consumers } = context
  const { outcomes, at } = input
  const rows = input.accepting ? readFeed(feed.database, 0, FEED_BATCH) : []
  if (outcomes.length === 0 && rows.length === 0 && !anyDue(context, input)) return { begun: [], more: false }
  return deliveries.transact(() => {
    for (const outcome of outcomes) note(context, outcome, at)
    for (const { notice } of rows) {
      for (const { name, types } of consumers.values()) if (wants(types, notice.type)) deliveries.add(name, notice, at)
    }
    // In the same transaction: what is in the feed was not taken in yet, so no position needs to be kept.
    const last = rows.at(-1)
    if (last) trimFeed(feed.database, last.position)
    const { begun, parked } = input.accepting ? choose(context, input) : { begun: [], parked: false }
    return { begun, more: parked || rows.length === FEED_BATCH }
  })
}

function anyDue({ deliveries, consumers }: StepContext, { inFlight, accepting, at }: StepInput): boolean {
  if (!accepting) return false
  const due = deliveries.due([...consumers.keys()], at, at + LONGEST_WAIT, inFlight.size + 1)
  return due.some(({ id }) => !inFlight.has(id))
}

function choose(context: StepContext, { outcomes, inFlight, at }: StepInput) {
  const running = new Set(inFlight)
  for (const { delivery } of outcomes) running.delete(delivery.id)
  const room = context.parallel - running.size
  const due = context.deliveries.due([...context.consumers.keys()], at, at + LONGEST_WAIT, context.parallel)
  const begun: Delivery[] = []
  let parked = false
  for (const delivery of due.filter(({ id }) => !running.has(id)).slice(0, room)) {
    if (delivery.attempts >= context.maxAttempts) {
      // Begun so often and never seen to end: it took the process down with it each time.
      park(context, delivery, at, 'ProcessDied')
      parked = true
      continue
    }
    context.deliveries.begin(delivery.id)
    begun.push({ ...delivery, attempts: delivery.attempts + 1 })
  }
  return { begun, parked }
}

function note(context: StepContext, { delivery, error }: Outcome, at: number): void {
  const { deliveries, maxAttempts } = context
  if (error === undefined) deliveries.done(delivery, at)
  else if (delivery.attempts < maxAttempts) deliveries.again(delivery.id, at + backoff(delivery.attempts), error)
  else park(context, delivery, at, error)
}

function park({ deliveries, log }: StepContext, delivery: Delivery, at: number, error: string): void {
  deliveries.park(delivery.id, at, error)
  log.error('PARKED', { consumer: delivery.consumer, attempt: delivery.attempts, seq: delivery.notice.seq, error })
}
