import type { Duty } from '../../shared/identity/duty.ts'
import { type Clock, dateInShanghai } from '../../shared/kernel/clock.ts'
import type { Table } from '../../shared/table/table.ts'
import { holdersOf, readOrgan, readOrgans, superiorOf } from '../organs/offers.ts'
import type { Directory } from './deps.ts'

/** Asks the register of organs and posts each time, so that after a handover the successor gets the reminder. */
export function directoryOf(table: Table, now: Clock): Directory {
  return {
    // A stored clock may name a duty that no longer exists: nobody holds it.
    holders: ({ organ, duty }, on) => holdersOf(table, { organ, duty: duty as Duty }, on),
    async superior(code) {
      const organ = await readOrgan(table, code)
      if (!organ) return undefined
      return superiorOf(organ, await readOrgans(table), dateInShanghai(now()))?.code
    },
  }
}
