import type { Pace } from '../../shared/events/retry.ts'

/** A pace on which a pause is over at once, though it counts as having taken its time. `pauses` says how long each was. */
export function quickPace(random = () => 0.5): Pace & { readonly pauses: readonly number[] } {
  let elapsed = 0
  const pauses: number[] = []
  return {
    pauses,
    elapsed: () => elapsed,
    async pause(ms) {
      pauses.push(ms)
      elapsed += ms
    },
    random,
  }
}
