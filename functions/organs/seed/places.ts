import type { Duty } from '../../../shared/identity/duty.ts'
import { DUTY_NAMES } from '../../../shared/identity/duty.ts'
import type { LocalDate } from '../../../shared/kernel/clock.ts'
import { type Holding, organOfPost, type Post } from '../domain/post.ts'
import type { SeedPerson } from './people.ts'

/** The posts that these people are to be in from `today`, one list per organ. */
export function placesFor(people: readonly SeedPerson[], today: LocalDate): readonly (readonly Post[])[] {
  const ids = [...new Set(people.flatMap((person) => [...person.holds, ...(person.deputyOf ?? [])]))]
  const posts = ids.map((id): Post => {
    const named = [
      ...people.filter((person) => person.holds.includes(id)).map(({ id }) => ({ account: id, as: 'holder' as const })),
      ...people
        .filter((person) => person.deputyOf?.includes(id))
        .map(({ id }) => ({ account: id, as: 'deputy' as const })),
    ]
    const holdings = named.map((one, index): Holding => ({ ...one, id: `seed-${index + 1}`, from: today }))
    return { id, ...partsOf(id), holdings }
  })
  return [...Map.groupBy(posts, (post) => post.organ).values()]
}

function partsOf(id: string): { organ: string; duty: Duty; title: string } {
  const [, duty, seat] = id.split('.') as [string, Duty, string | undefined]
  return { organ: organOfPost(id), duty, title: seat ? `${DUTY_NAMES[duty]}(第${seat}席)` : DUTY_NAMES[duty] }
}
