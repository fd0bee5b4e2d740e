import type { Clock } from '../../kernel/clock.ts'
import { errorFields } from '../../observe/error.ts'
import type { Log } from '../../observe/observe.ts'
import type { Consumer, DeadLetters } from '../events.ts'
import { localDeadLetters } from './dead-letters.ts'
import { Deliveries, type Delivery } from './deliveries.ts'
import type { Feed } from './feed.ts'
import { type Outcome, type StepContext, step } from './step.ts'
import { realTimer, type Timer } from './timer.ts'

export interface DispatcherOptions {
  readonly feed: Feed
  readonly consumers: readonly Consumer[]
  readonly now: Clock
  readonly log: Log
  readonly timer?: Timer
  /** Attempts until a group is parked; 8 by default: a little over two minutes of trying. */
  readonly maxAttempts?: number
  /** Groups that run at the same time; 8 by default. */
  readonly parallel?: number
  /** Milliseconds after which an attempt that has not ended counts as failed; five minutes by default. */
  readonly timeout?: number
}

/** Looks again at least once a minute: `dead-letters resend` may come from another process, which cannot wake us. */
const LONGEST_SLEEP = 60_000

/** After a turn that failed as a whole (disk full, database busy). */
const FAULT_PAUSE = 1000

/**
 * Drains the feed into one delivery per interested consumer and carries deliveries out: first in first out within a
 * group, groups side by side, each at least once. All it knows is on disk, so it may be killed at any moment.
 */
export class Dispatcher {
  readonly deadLetters: DeadLetters
  readonly #context: StepContext
  readonly #now: Clock
  readonly #timer: Timer
  readonly #timeout: number
  readonly #inFlight = new Map<number, Promise<void>>()
  /** What ended since the last turn, to be noted in the next one. */
  #outcomes: Outcome[] = []
  #state: 'new' | 'running' | 'draining' | 'stopped' = 'new'
  #turnAsked = false
  #cancelSleep = () => {}
  #unsubscribe = () => {}
  #waiting: (() => void)[] = []

  constructor(options: DispatcherOptions) {
    const { feed, log, now, timer = realTimer, timeout = 300_000, maxAttempts = 8, parallel = 8 } = options
    const deliveries = new Deliveries(feed.database)
    const consumers = new Map(options.consumers.map((consumer) => [consumer.name, consumer]))
    if (consumers.size < options.consumers.length) throw new TypeError('two consumers of one name')
    this.#context = { feed, deliveries, consumers, log, maxAttempts, parallel }
    this.#now = now
    this.#timer = timer
    this.#timeout = timeout
    this.deadLetters = localDeadLetters(deliveries, now, () => this.#wake())
  }

  start(): void {
    if (this.#state !== 'new') throw new TypeError('a dispatcher starts once')
    this.#state = 'running'
    this.#unsubscribe = this.#context.feed.onCommit(() => this.#wake())
    this.#wake()
  }

  /**
   * Begins nothing more and waits for what is in hand, at most until the deadline; the rest is begun again at the next
   * start. Afterwards the database is not touched any more.
   * @returns how many were cut off
   */
  async stop(deadlineMs = 10_000): Promise<number> {
    if (this.#state !== 'running') return 0
    this.#state = 'draining'
    this.#unsubscribe()
    this.#cancelSleep()
    let cancel = () => {}
    const deadline = new Promise<void>((resolve) => {
      cancel = this.#timer(deadlineMs, resolve)
    })
    await Promise.race([Promise.all(this.#inFlight.values()), deadline])
    cancel()
    this.#turn()
    this.#state = 'stopped'
    for (const resolve of this.#waiting.splice(0)) resolve()
    return this.#inFlight.size
  }

  /** Resolves when nothing is due or in flight. What waits for a later attempt is not due: crank the clock, ask again. */
  settled(): Promise<void> {
    if (this.#state !== 'running') return Promise.resolve()
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      this.#wake()
    })
  }

  #wake(): void {
    if (this.#turnAsked || this.#state !== 'running') return
    this.#turnAsked = true
    setImmediate(() => {
      this.#turnAsked = false
      if (this.#state === 'running') this.#turn()
    })
  }

  #turn(): void {
    const at = this.#now().getTime()
    const outcomes = this.#outcomes
    try {
      const inFlight = new Set(this.#inFlight.keys())
      const { begun, more } = step(this.#context, { outcomes, inFlight, accepting: this.#state === 'running', at })
      this.#outcomes = []
      for (const { delivery } of outcomes) this.#inFlight.delete(delivery.id)
      for (const delivery of begun) this.#begin(delivery)
      if (more) this.#wake()
      else if (this.#inFlight.size === 0) for (const resolve of this.#waiting.splice(0)) resolve()
      this.#sleepUntilDue(at)
    } catch (error) {
      // The whole turn was rolled back; the next one notes its outcomes again.
      this.#context.log.error('FAULT', { consumer: 'dispatcher', ...errorFields(error) })
      this.#sleep(FAULT_PAUSE)
    }
  }

  #begin(delivery: Delivery): void {
    const ended = this.#attempt(delivery).then((error) => {
      if (this.#state === 'stopped') return
      this.#outcomes.push({ delivery, ...(error ? { error } : {}) })
      this.#wake()
    })
    this.#inFlight.set(delivery.id, ended)
  }

  /** @returns the name of the error, or undefined when it is done. */
  async #attempt({ consumer, notice }: Delivery): Promise<string | undefined> {
    let cancel = () => {}
    const tooLong = new Promise<string>((resolve) => {
      cancel = this.#timer(this.#timeout, () => resolve('TimedOut'))
    })
    try {
      const done = this.#context.consumers.get(consumer)?.consume(notice)
      return await Promise.race([done?.then(() => undefined), tooLong])
    } catch (error) {
      return errorFields(error).error
    } finally {
      cancel()
    }
  }

  /** With no room for more, the end of an attempt wakes us. */
  #sleepUntilDue(at: number): void {
    const { deliveries, consumers, parallel } = this.#context
    const next = this.#inFlight.size < parallel ? deliveries.nextDue([...consumers.keys()], at) : undefined
    this.#sleep(Math.min(next === undefined ? LONGEST_SLEEP : next - at, LONGEST_SLEEP))
  }

  #sleep(ms: number): void {
    this.#cancelSleep()
    if (this.#state === 'running') this.#cancelSleep = this.#timer(ms, () => this.#wake())
  }
}
