import type { Schedule } from '../../shared/feature.ts'
import type { Clock } from '../../shared/kernel/clock.ts'
import { errorFields } from '../../shared/observe/error.ts'
import type { Log } from '../../shared/observe/observe.ts'

/** A run that has not ended after so many of its periods is logged as hanging. */
const HANGING = 3

interface Run {
  readonly ends: Promise<void>
  readonly since: number
}

/**
 * Runs the features' schedules: each at the start (some before the port opens) and then once per period, never twice at
 * once. On one machine no alarm rings, so the log has an error for each failure, with how many there were in a row, and
 * for each run that does not end.
 */
export class Timers {
  readonly #schedules: readonly Schedule[]
  readonly #log: Log
  readonly #now: Clock
  readonly #handles: NodeJS.Timeout[] = []
  readonly #running = new Map<string, Run>()
  readonly #failedInARow = new Map<string, number>()

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
    await Promise.all([...this.#running.values()].map(({ ends }) => ends))
  }

  #run(schedule: Schedule): Promise<void> {
    const { name, everyMinutes } = schedule
    const before = this.#running.get(name)
    if (before) {
      const ms = this.#now().getTime() - before.since
      if (ms >= HANGING * everyMinutes * 60_000) this.#log.error('FAULT', { schedule: name, error: 'hanging', ms })
      return before.ends
    }
    const since = this.#now().getTime()
    const ends = this.#once(schedule, since).finally(() => this.#running.delete(name))
    this.#running.set(name, { ends, since })
    return ends
  }

  async #once({ name, run }: Schedule, since: number): Promise<void> {
    try {
      await run()
      this.#failedInARow.delete(name)
      this.#log.info('COMPLETED', { schedule: name, ms: this.#now().getTime() - since })
    } catch (error) {
      const attempt = (this.#failedInARow.get(name) ?? 0) + 1
      this.#failedInARow.set(name, attempt)
      this.#log.error('FAULT', { schedule: name, attempt, ...errorFields(error) })
    }
  }
}
