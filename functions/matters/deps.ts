import type { Ports } from '../../shared/ports.ts'
import type { OrganRef } from './domain/facts.ts'
import type { DecidedAt } from './domain/kinds.ts'
import type { Part } from './part.ts'

/** What changing a matter needs. */
export interface MatterDeps extends Pick<Ports, 'matters' | 'now' | 'newId' | 'calendar' | 'log'> {
  /** All parts, as `functions/parts.ts` lists them. No default: a part left out would be a demand not made. */
  readonly parts: readonly Part[]
}

/** The register of organs, as registering a matter needs it. */
export interface OrganRegistry {
  organ(code: string): Promise<OrganRef | undefined>
  /** Who files away what this organ files, and who is above it. @throws Refusal when nobody is competent */
  authorityFor(organ: string, decidedAt: DecidedAt): Promise<{ authority: OrganRef; superior: OrganRef | null }>
}
