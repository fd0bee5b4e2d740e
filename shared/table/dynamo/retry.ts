import { setTimeout } from 'node:timers/promises'
import { GuardFailed, TableFault } from '../table.ts'
import { portError, sentTwice } from './faults.ts'

/** With 3 s for an answer (`client.ts`) the whole stays within the 25 s of a request. */
export const ATTEMPTS = 5
const FIRST_PAUSE_MS = 25

/** Waits; replaced by tests. */
export type Pause = (ms: number) => Promise<void>

/**
 * May a request be sent again when nobody knows what came of it? `free`: reads, and transactions, whose token makes the
 * second one harmless. `guarded`: a write whose own guard stops the second. `never`: a write that would happen twice.
 */
export type Repeat = 'free' | 'guarded' | 'never'

/** Twice as long each time, with full jitter, so that those who collided do not collide again. */
export const pauseAfter = (attempt: number, pause: Pause = (ms) => setTimeout(ms)) =>
  pause(Math.random() * FIRST_PAUSE_MS * 2 ** attempt)

/**
 * Tries again what is passing. Once an attempt had no known outcome, "nothing was written" can no longer be said: a later
 * fault is `unknown`, and so is a failed guard of a single write, which may have been failed by our own first attempt or
 * by somebody else. The caller must look.
 * @throws the port's error
 */
export async function retrying<T>(send: () => Promise<T>, repeat: Repeat, pause?: Pause): Promise<T> {
  let doubt = false
  for (let attempt = 1; ; attempt++) {
    try {
      return await send()
    } catch (raw) {
      const error = portError(raw)
      if (error instanceof GuardFailed && repeat !== 'free' && (doubt || sentTwice(raw))) {
        throw new TableFault('unknown', error)
      }
      if (!(error instanceof TableFault)) throw error
      doubt ||= error.kind === 'unknown'
      if (attempt === ATTEMPTS || (doubt && repeat === 'never')) throw doubt ? new TableFault('unknown', raw) : error
      await pauseAfter(attempt, pause)
    }
  }
}
