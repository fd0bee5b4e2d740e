import type { Ports } from '../../../shared/ports.ts'
import { idsFiledWith } from '../../matters/offers.ts'
import { readOrgans } from '../../organs/offers.ts'
import { ADOPTED } from '../store.ts'
import { match } from './match.ts'

/**
 * Takes up the matters that were registered before the release that brought this feature: on its first run, and never
 * again. Broken off, it begins anew.
 */
export async function adoptOld({ matters: table, now }: Pick<Ports, 'matters' | 'now'>): Promise<void> {
  if (await table.get(ADOPTED)) return
  for (const organ of await readOrgans(table)) {
    if (organ.kind !== 'office') continue
    for await (const matter of idsFiledWith(table, organ.code)) await match(table, matter, now().toISOString())
  }
  await table.commit([{ put: { ...ADOPTED, at: now().toISOString() }, when: 'any' }]) // two at once write the same
}
