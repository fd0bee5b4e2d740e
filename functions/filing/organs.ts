import { covers } from '../../shared/identity/actor.ts'
import { type Clock, dateInShanghai } from '../../shared/kernel/clock.ts'
import { Refusal } from '../../shared/kernel/refusal.ts'
import {
  authorityFor,
  formalName,
  isListed,
  type Organ,
  type Reads,
  readOrgan,
  readOrgans,
  superiorOf,
} from '../organs/contract.ts'
import type { OrganRegistry } from './commands/deps.ts'
import type { OrganRef } from './domain/facts.ts'
import type { SearchScope } from './reads.ts'

const ref = (organ: Organ): OrganRef => ({ code: organ.code, name: formalName(organ), path: organ.path })

/** The register of organs as filing asks it: names as they are on the day, for the record. */
export function organRegistry(table: Reads, now: Clock): OrganRegistry {
  return {
    async organ(code) {
      const organ = await readOrgan(table, code)
      return organ && isListed(organ, dateInShanghai(now())) ? ref(organ) : undefined
    },
    async authorityFor(code, decidedAt) {
      const on = dateInShanghai(now())
      const organs = await readOrgans(table)
      const organ = organs.find((o) => o.code === code)
      const authority = organ && authorityFor({ organ, decidedAt, on }, organs)
      if (!authority) throw new Refusal('rule', '没有找到负责备案的政法委,请联系管理员核对单位名录。')
      const superior = superiorOf(authority, organs, on)
      return { authority: ref(authority), superior: superior ? ref(superior) : null }
    },
  }
}

/** Where a post's matters can be: its own files, the queues of the authorities in its scope, or all organs below. */
export function searchScope(table: Reads, now: Clock): SearchScope {
  return async (actor) => {
    const on = dateInShanghai(now())
    const organs = (await readOrgans(table)).filter((o) => isListed(o, on) && covers(actor.scope, o.path))
    const offices = organs.filter((o) => o.kind === 'office')
    const own = { side: 'organ', organ: actor.organ } as const
    // Everything filed in a place is in the queue of one of its authorities: no need to walk through its organs.
    if (offices.length > 0) return [...offices.map((o) => ({ side: 'authority', organ: o.code }) as const), own]
    return [
      own,
      ...organs.filter((o) => o.code !== actor.organ).map((o) => ({ side: 'organ', organ: o.code }) as const),
    ]
  }
}
