import * as z from 'zod'
import { Facts, OrganRef } from './facts.ts'
import { Defect, Life } from './life.ts'
import { Stamps } from './stamps.ts'
import { assertTransition, type TransitionName } from './transitions.ts'

/** A matter: what was registered, whose it is, where it stands. Its form, documents and notices are rows beside it. */
export const Matter = z.object({
  id: z.string(),
  facts: Facts,
  /** Who files. */
  organ: OrganRef,
  /** Who reviews and files it away: fixed at registration by who decides (分级备案制度). */
  authority: OrganRef,
  /** The authority above, which sets the fourth stamp; null when there is none in the system. */
  superior: OrganRef.nullable(),
  /** Who decides, and sets the second stamp. */
  decision: OrganRef,
  life: Life,
  stamps: Stamps,
  /** 一次性补正: how often it was returned for correction. */
  corrections: z.int(),
  /** What the last 补正告知 listed; empty when there was none. */
  defects: z.array(Defect),
  registeredBy: z.string(),
  registeredAt: z.string(),
  /** Since when it has been in its present state. */
  since: z.string(),
})
export type Matter = z.infer<typeof Matter>

/** The matter after a step. @throws Error when the table of transitions does not have it */
export function advance(
  matter: Matter,
  step: TransitionName,
  life: Life,
  at: string,
  change: Partial<Pick<Matter, 'stamps' | 'corrections' | 'defects'>> = {},
): Matter {
  assertTransition(step, matter.life.state, life.state)
  return { ...matter, ...change, life, since: at }
}
