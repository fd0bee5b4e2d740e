import { type Finding, importsOf, roomOf, type Source } from './tree.ts'

/**
 * Features form no circle: rooms, not only files. Any import counts, of a type or a contract too. What stands at the
 * root of `functions` (parts, product, lambda) is where rooms meet, and is not one.
 */
export function circlesOf(sources: readonly Source[]): Finding[] {
  const ways = waysBetween(sources)
  const found = new Map<string, Finding>()
  for (const start of ways.keys()) {
    const circle = wayBack(ways, start)
    if (!circle) continue
    const where = circle.map((room, i) => ways.get(room)?.get(circle[(i + 1) % circle.length] as string) as string)
    const says = `features form a circle: ${[...circle, start].join(' → ')} (${where.join(', ')}); hand in what is asked through others.ts`
    // The same circle, from whichever room it is found first.
    const key = [...circle].sort().join()
    if (!found.has(key)) found.set(key, { at: where[0] as string, says })
  }
  return [...found.values()]
}

/** From room to room, with the first file that goes that way. */
type Ways = Map<string, Map<string, string>>

function waysBetween(sources: readonly Source[]): Ways {
  const ways: Ways = new Map()
  for (const source of sources) {
    const from = roomOf(source.path)
    if (!from || source.isTest) continue
    for (const { to, at } of importsOf(source)) {
      const room = roomOf(to)
      if (!room || room === from) continue
      const known = ways.get(from) ?? new Map<string, string>()
      if (!known.has(room)) known.set(room, at)
      ways.set(from, known)
    }
  }
  return ways
}

/** The shortest way from a room back to itself. */
function wayBack(ways: Ways, start: string): string[] | undefined {
  const queue: string[][] = [[start]]
  const seen = new Set<string>()
  for (let way = queue.shift(); way; way = queue.shift()) {
    for (const next of ways.get(way.at(-1) as string)?.keys() ?? []) {
      if (next === start) return way
      if (seen.has(next)) continue
      seen.add(next)
      queue.push([...way, next])
    }
  }
  return undefined
}
