import type { Clock } from '../../shared/kernel/clock.ts'

/** A clock and its timers, moved by hand: nothing happens by itself, and no test waits. */
export interface Crank {
  readonly now: Clock
  /** As `Timer` of shared/events/local: runs after so many ms of cranked time; returns how to call it off. */
  readonly timer: (ms: number, run: () => void) => () => void
  /** Moves the clock forward and runs what falls due, in order. */
  forward(ms: number): void
  /** Sets the clock, backward too, and runs nothing. */
  set(at: Date): void
}

export function crank(start = '2026-03-02T01:00:00.000Z'): Crank {
  let now = Date.parse(start)
  const timers = new Map<symbol, { at: number; run: () => void }>()
  const nextDue = (until: number) =>
    [...timers].filter(([, timer]) => timer.at <= until).sort(([, a], [, b]) => a.at - b.at)[0]
  return {
    now: () => new Date(now),
    timer(ms, run) {
      const key = Symbol('timer')
      timers.set(key, { at: now + ms, run })
      return () => timers.delete(key)
    },
    forward(ms) {
      const until = now + ms
      for (let due = nextDue(until); due; due = nextDue(until)) {
        const [key, { at, run }] = due
        timers.delete(key)
        now = Math.max(now, at)
        run()
      }
      now = until
    },
    set(at) {
      now = at.getTime()
    },
  }
}
