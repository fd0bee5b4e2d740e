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
} from '../organs/offers.ts'
import type { OrganRegistry } from './deps.ts'
import type { OrganRef } from './domain/facts.ts'
import { DECIDED_AT } from './domain/kinds.ts'
import type { SearchScope } from './reads/lists.ts'

const ref = (organ: Organ): OrganRef => ({ code: organ.code, name: formalName(organ), path: organ.path })

/** The register of organs, as registering a matter asks it: names as they are on that day. */
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

/**
 * Where a post's matters can be: its own files, the queues of the authorities in its scope, or all organs below; and,
 * since a body also decides what others file, the queues of the offices above it.
 */
export function searchScope(table: Reads, now: Clock): SearchScope {
  return async (actor) => {
    const on = dateInShanghai(now())
    const all = await readOrgans(table)
    const organs = all.filter((o) => isListed(o, on) && covers(actor.scope, o.path))
    const own = { side: 'organ', organ: actor.organ } as const
    const queue = (organ: string) => ({ side: 'authority', organ }) as const
    const offices = organs.filter((o) => o.kind === 'office')
    // Everything filed in a place is in the queue of one of its authorities: no need to walk through its organs.
    if (offices.length > 0) return [...offices.map((o) => queue(o.code)), own]
    const below = organs.filter((o) => o.code !== actor.organ).map((o) => ({ side: 'organ', organ: o.code }) as const)
    const organ = all.find((o) => o.code === actor.organ)
    return [own, ...below, ...(organ ? officesAbove(organ, all, on).map(queue) : [])]
  }
}

/** The offices with which what this body decides is filed. */
function officesAbove(organ: Organ, all: readonly Organ[], on: string): string[] {
  const found = DECIDED_AT.map((decidedAt) => authorityFor({ organ, decidedAt, on }, all)?.code)
  return [...new Set(found.filter((code) => code !== undefined))]
}
