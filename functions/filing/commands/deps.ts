import type { Ports } from '../../../shared/ports.ts'
import type { Write } from '../../../shared/table/table.ts'
import type { OrganRef } from '../domain/facts.ts'
import type { Gap } from '../domain/form.ts'
import type { DecidedAt } from '../domain/kinds.ts'

/** What another feature says about a matter before its report may be finished. */
export interface Readiness {
  readonly gaps: readonly Gap[]
  /** What nobody can do but wait for, and for how long. */
  readonly wait?: string
  /** Conditions that must still hold when the report is finished: they go into its commit. */
  readonly checks: readonly Write[]
}

/** @param notice the latest of the matter: with its end the assessment began */
export type ReadinessOf = (matter: string, notice: string) => Promise<Readiness>

/** The register of organs, as filing needs it. */
export interface OrganRegistry {
  organ(code: string): Promise<OrganRef | undefined>
  /** Who files away what this organ files, and who is above it. @throws Refusal when nobody is competent */
  authorityFor(organ: string, decidedAt: DecidedAt): Promise<{ authority: OrganRef; superior: OrganRef | null }>
}

export interface Deps extends Pick<Ports, 'matters' | 'now' | 'newId' | 'calendar' | 'signer' | 'log'> {
  readonly organs: OrganRegistry
  readonly readiness: readonly ReadinessOf[]
}
