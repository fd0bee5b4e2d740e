/** The longest wait between two attempts: five minutes, so that a store that was away is caught up with soon. */
export const LONGEST_WAIT = 5 * 60_000

/** Milliseconds to wait after so many failed attempts: 1 s, 2 s, 4 s, … */
export function backoff(attempts: number): number {
  return Math.min(1000 * 2 ** (Math.max(1, attempts) - 1), LONGEST_WAIT)
}
