import { errorFields } from './error.ts'
import type { Log, LogFields } from './observe.ts'

/** Which schedule it is, and where its failures are logged. */
export interface Named {
  readonly log: Log
  readonly schedule: string
}

/**
 * One run of a schedule. A failure is logged and the others go on. At the end the first failure is thrown: the schedule
 * then counts as failed, and its alarm rings.
 */
export class Tries {
  readonly #named: Named
  readonly #failures: unknown[] = []

  constructor(named: Named) {
    this.#named = named
  }

  get failed(): number {
    return this.#failures.length
  }

  /** @param which the id to log, so that an operator knows where to look */
  async run(work: () => Promise<void>, which: Pick<LogFields, 'matter'> = {}): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.#failures.push(error)
      const { log, schedule } = this.#named
      log.error('FAULT', { schedule, ...which, ...errorFields(error) })
    }
  }

  /**
   * Does the same for each of many. When reading the list itself fails, that is one more failure: what was read by then
   * is still done.
   * @param options.atOnce how many run side by side; one after the other by default
   */
  async each<T>(
    all: Iterable<T> | AsyncIterable<T>,
    run: (one: T) => Promise<void>,
    options: { readonly matterOf?: (one: T) => string; readonly atOnce?: number } = {},
  ): Promise<void> {
    const { matterOf, atOnce = 1 } = options
    const batch: T[] = []
    const flush = () =>
      Promise.all(
        batch.splice(0).map((one) => this.run(() => run(one), matterOf === undefined ? {} : { matter: matterOf(one) })),
      )
    await this.run(async () => {
      for await (const one of all) if (batch.push(one) >= atOnce) await flush()
    })
    await flush()
  }

  /** @throws the first failure, when there was one */
  end(): void {
    if (this.#failures.length > 0) throw this.#failures[0]
  }
}

/** A schedule that does one thing for each of many, and nothing else. @throws the first failure, at the end */
export async function eachByItself<T>(
  all: Iterable<T> | AsyncIterable<T>,
  options: Named & { readonly matterOf: (one: T) => string },
  run: (one: T) => Promise<void>,
): Promise<void> {
  const tries = new Tries(options)
  await tries.each(all, run, options)
  tries.end()
}
