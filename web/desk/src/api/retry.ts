/** Waits before the second, third and fourth try, in ms: a lift or a tunnel is over by then; longer is for the person. */
const WAITS = [400, 1_200, 3_000] as const

/** Statuses behind which nothing was decided: the gateway could not reach us, or we were starting. */
const PASSING = new Set([429, 502, 503, 504])

/** Milliseconds to wait before try `attempt + 1`, or undefined when it is not to be tried again. */
export function waitBefore(
  attempt: number,
  failure: { status: number; retryAfter?: string | null | undefined },
  random: () => number,
): number | undefined {
  const base = WAITS[attempt - 1]
  if (base === undefined || (failure.status !== 0 && !PASSING.has(failure.status))) return undefined
  const asked = Number(failure.retryAfter)
  if (asked > 10) return undefined // longer than a person waits: say so instead
  // Spread by half, so that an office whose line came back does not knock all at once.
  return Math.max(asked > 0 ? asked * 1000 : 0, base * (0.75 + random() * 0.5))
}

/** A pause that ends at once, with the signal's reason, when the page no longer wants the answer. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    if (signal?.aborted) stop()
    else signal?.addEventListener('abort', stop, { once: true })
  })
}
