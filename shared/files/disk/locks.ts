/** Runs work on one name after the other; other names go on at the same time. One process owns the folder. */
export function openLocks(): <T>(name: string, work: () => Promise<T>) => Promise<T> {
  const tails = new Map<string, Promise<unknown>>()
  return async (name, work) => {
    const before = tails.get(name)
    const mine = (before ?? Promise.resolve()).then(work, work)
    const settled = mine.catch(() => undefined)
    tails.set(name, settled)
    try {
      return await mine
    } finally {
      if (tails.get(name) === settled) tails.delete(name)
    }
  }
}
