import { setTimeout } from 'node:timers/promises'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import { GuardFailed, type Key, type Table, type Write } from '../../../shared/table/table.ts'
import { inTurn } from '../../../shared/table/turns.ts'

/** No try begins later: a request has 25 s, and the last try and the reply need some of them. */
const LIMIT_MS = 20_000
const FIRST_PAUSE_MS = 20
/** Two hundred who wait up to so long ask every few milliseconds, about as often as a number can be given. */
const LONGEST_PAUSE_MS = 1000

/** Time, which tests turn by hand. */
export interface Pace {
  /** Milliseconds from some fixed instant on; never backward. */
  readonly elapsed: () => number
  readonly pause: (ms: number) => Promise<void>
  /** From 0 to 1. */
  readonly random: () => number
}

const PACE: Pace = {
  elapsed: () => performance.now(),
  pause: (ms) => setTimeout(ms),
  random: Math.random,
}

/**
 * Gives the next number of a series to a commit, without gaps and never twice: the counter's write is guarded by its
 * old value and is part of the commit. Within a process those who want one wait in line; where another process (a
 * function of its own for each request, on AWS) took the number meanwhile, the next one is tried, after a pause of
 * random length so that those who collided do not collide again.
 * @throws Refusal `unavailable` when the request's time is over; no number was used
 */
export async function countUp<T>(
  table: Table,
  key: Key,
  commit: (seq: number, counter: Write) => Promise<T>,
  { elapsed, pause, random }: Pace = PACE,
): Promise<T> {
  const until = elapsed() + LIMIT_MS
  return inTurn(table, key, async () => {
    for (let tries = 0; elapsed() < until; tries++) {
      const last = await lastOf(table, key)
      const put = { ...key, last: last + 1 }
      try {
        return await commit(last + 1, { put, when: last === 0 ? 'absent' : [{ attribute: 'last', is: last }] })
      } catch (error) {
        if (!isBusy(error) && !(await taken(table, key, last, error))) throw error
      }
      await pause(random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries))
    }
    throw new Refusal('unavailable', '同时办理的人较多,没有取到编号,请再试一次。')
  })
}

const lastOf = async (table: Table, key: Key) => Number((await table.get(key))?.last ?? 0)

/** The store could not take the commit just then, and wrote nothing of it: `commitChange` says so. */
const isBusy = (error: unknown) => error instanceof Refusal && error.code === 'unavailable'

/** Did the commit fail because the number was taken? */
async function taken(table: Table, key: Key, last: number, error: unknown): Promise<boolean> {
  const guarded = error instanceof GuardFailed || (error instanceof Refusal && error.code === 'changed')
  return guarded && (await lastOf(table, key)) !== last
}
