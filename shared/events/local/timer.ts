/** Runs something once after a while; the returned function calls it off. Passed in, so that tests crank it by hand. */
export type Timer = (ms: number, run: () => void) => () => void

/** The machine's own timer. It keeps no process alive: the server's socket does. */
export const realTimer: Timer = (ms, run) => {
  const handle = setTimeout(run, ms)
  handle.unref()
  return () => clearTimeout(handle)
}
