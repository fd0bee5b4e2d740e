import type { Clock } from '../../shared/kernel/clock.ts'

export interface HandClock {
  readonly now: Clock
  advance(by: { readonly days?: number; readonly hours?: number; readonly minutes?: number }): void
  /** An instant with its zone: `2026-06-01T09:00:00+08:00`. Backward too. */
  set(at: string): void
}

/** A clock that only moves when told. With timers: `crank.ts`. */
export function handClock(start: string): HandClock {
  let at = instant(start)
  return {
    now: () => new Date(at),
    advance({ days = 0, hours = 0, minutes = 0 }) {
      at += ((days * 24 + hours) * 60 + minutes) * 60_000
    },
    set(to) {
      at = instant(to)
    },
  }
}

/** Refuses a time without its zone: it would mean another instant on another machine. */
function instant(text: string): number {
  if (!/(Z|[+-]\d{2}:\d{2})$/.test(text)) throw new RangeError('write the zone: 2026-06-01T09:00:00+08:00')
  return new Date(text).getTime()
}
