import { errorFields } from './error.ts'
import type { Log } from './observe.ts'

/**
 * Does something for one after the other, each by itself: what fails for one is logged and holds up none of the others.
 * At the end the first failure is thrown, so that the schedule counts as failed and rings.
 * @param options.matterOf the id to log, so that an operator knows where to look
 */
export async function eachByItself<T>(
  all: Iterable<T>,
  options: { readonly log: Log; readonly schedule: string; readonly matterOf: (one: T) => string },
  run: (one: T) => Promise<void>,
): Promise<void> {
  const { log, schedule, matterOf } = options
  const failures: unknown[] = []
  for (const one of all) {
    try {
      await run(one)
    } catch (error) {
      failures.push(error)
      log.error('FAULT', { schedule, matter: matterOf(one), ...errorFields(error) })
    }
  }
  if (failures.length > 0) throw failures[0]
}
