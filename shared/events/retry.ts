import { setTimeout } from 'node:timers/promises'
import { Refusal } from '../kernel/refusal.ts'

/** No try begins after this: a request has 25 s, and the last try and the reply need some of them. */
const LIMIT_MS = 20_000
const FIRST_PAUSE_MS = 10
/** With pauses up to this, two hundred who wait try every few milliseconds: about as often as a subject can be changed. */
const LONGEST_PAUSE_MS = 1000

/** Time and chance; tests turn both by hand. */
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

export interface Retrying {
  /** On `pace`'s clock: no try begins later. A request's time from now by default. */
  readonly until?: number
  readonly pace?: Pace
}

/** When the caller's time is over. For those who wait in line first: that time counts too. */
export function deadline(pace: Pace = PACE): number {
  return pace.elapsed() + LIMIT_MS
}

/**
 * Tries until it is done, with pauses of random length in between, so that those who collided do not collide again.
 * @param attempt false when somebody was faster and it must be tried again
 * @throws Refusal `unavailable` when the time is over; nothing was written
 */
export async function untilDone(
  attempt: () => Promise<boolean>,
  { pace = PACE, until = deadline(pace) }: Retrying = {},
): Promise<void> {
  for (let tries = 0; pace.elapsed() < until; tries++) {
    if (await attempt()) return
    await pace.pause(pace.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries))
  }
  throw new Refusal('unavailable', '现在使用的人较多，刚才的操作没有保存，请再试一次。')
}
