import type { Schedule } from '../../shared/feature.ts'
import type { Clock } from '../../shared/kernel/clock.ts'
import { errorFields } from '../../shared/observe/error.ts'
import type { Log } from '../../shared/observe/observe.ts'

/** Runs the features' schedules: each at the start (some before it) and then once per period, never twice at once. */
export class Timers {
  readonly #schedules: readonly Schedule[]
  readonly #log: Log
  readonly #now: Clock
  readonly #handles: NodeJS.Timeout[] = []
  readonly #running = new Map<string, Promise<void>>()

  constructor(schedules: readonly Schedule[], log: Log, now: Clock) {
    this.#schedules = schedules
    this.#log = log
    this.#now = now
  }

  /** Before the port opens. One that fails is logged and is no reason not to open. */
  async runFirst(): Promise<void> {
    await Promise.all(this.#schedules.filter(({ first }) => first).map((schedule) => this.#run(schedule)))
  }

  start(): void {
    for (const schedule of this.#schedules) {
      if (!schedule.first) void this.#run(schedule)
      this.#handles.push(setInterval(() => void this.#run(schedule), schedule.everyMinutes * 60_000))
    }
  }

  /** Runs everything that is due by hand, one after the other: for tests with a hand-cranked clock. */
  async runAll(): Promise<void> {
    for (const schedule of this.#schedules) await this.#run(schedule)
  }

  /** Starts nothing more and waits for what runs. */
  async stop(): Promise<void> {
    for (const handle of this.#handles) clearInterval(handle)
    await Promise.all(this.#running.values())
  }

  #run(schedule: Schedule): Promise<void> {
    const { name } = schedule
    const before = this.#running.get(name)
    if (before) return before
    const started = this.#now().getTime()
    const run = schedule
      .run()
      .then(() => this.#log.info('COMPLETED', { schedule: name, ms: this.#now().getTime() - started }))
      .catch((error) => this.#log.error('FAULT', { schedule: name, ...errorFields(error) }))
      .finally(() => this.#running.delete(name))
    this.#running.set(name, run)
    return run
  }
}
