import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import { eachByItself } from '../../../shared/observe/each.ts'
import type { Ports } from '../../../shared/ports.ts'
import { published } from '../../notices/offers.ts'
import { signDay } from '../commands/sign-day.ts'
import { hearingPk, loadBalances, loadSeen, ROOTS, SEALED, SealedRow } from '../store.ts'

type Deps = Pick<Ports, 'matters' | 'now' | 'signer' | 'log'>

/** What a day's root holds of a comment or an accusation. */
interface Leaf {
  readonly entered: string
  readonly commitment: string
}

/**
 * Signs each day that is over, once per matter and once for the city's accusations. A comment belongs to the day on which
 * it was counted: so none can be left out by being counted late.
 */
export async function rootDays(deps: Deps): Promise<void> {
  // An hour after midnight, every count that began before it has ended.
  const today = dateInShanghai(new Date(deps.now().getTime() - 3_600_000))
  const matters: string[] = []
  for await (const { matter } of published(deps.matters)) matters.push(matter)
  const named = { log: deps.log, schedule: 'root-days', matterOf: (id: string) => id }
  await eachByItself([...matters, SEALED], named, (id) =>
    id === SEALED ? rootSealed(deps, today) : rootMatter(deps, id, today),
  )
}

async function rootMatter(deps: Deps, matter: string, today: string): Promise<void> {
  const { whole } = await loadBalances(deps.matters, matter)
  const days = await unsigned(deps, matter, Object.keys(whole.byEntry), today)
  if (days.length === 0) return
  const seen = await loadSeen(deps.matters, matter)
  for (const day of days) await signDay(deps, matter, day, enteredOn(day, seen))
}

async function rootSealed(deps: Deps, today: string): Promise<void> {
  const sealed = (await deps.matters.all({ pk: SEALED })).map((item) => SealedRow.parse(item))
  const days = await unsigned(deps, SEALED, [...new Set(sealed.map((one) => one.entered))], today)
  for (const day of days) await signDay(deps, SEALED, day, enteredOn(day, sealed))
}

async function unsigned(deps: Deps, matter: string, days: readonly string[], today: string): Promise<string[]> {
  const roots = await deps.matters.all({ pk: hearingPk(matter), prefix: ROOTS })
  const done = new Set(roots.map((item) => String(item.day)))
  return days.filter((day) => day < today && !done.has(day)).sort()
}

const enteredOn = (day: string, all: readonly Leaf[]): string[] =>
  all.flatMap((leaf) => (leaf.entered === day ? [leaf.commitment] : []))
