import * as z from 'zod'
import { OrganRef, StoredFacts } from './facts.ts'
import { LEVELS } from './kinds.ts'
import { Defect, Life } from './life.ts'
import { Stamps } from './stamps.ts'
import { assertTransition, type TransitionName } from './transitions.ts'

/** Who last changed a part of the matter, and when: shown to whoever decided on an older one. */
const Touch = z.object({ by: z.string(), at: z.string() })

/**
 * A matter as it is stored: what was registered, whose it is, where it stands. Its form, documents and notices are rows
 * of their own. This is not the input's schema: an old row stays readable when a later release allows other lengths.
 */
export const Matter = z.object({
  id: z.string(),
  facts: StoredFacts,
  /** Who files. */
  organ: OrganRef,
  /** Who reviews and files it away: fixed at registration by who decides (分级备案制度). */
  authority: OrganRef,
  /** The authority above, which sets the fourth stamp; null when there is none in the system. */
  superior: OrganRef.nullable(),
  /** Who decides, and sets the second stamp. */
  decision: OrganRef,
  life: Life,
  /** The level of risk that the finished report states; '' while none is finished. */
  level: z.enum(['', ...LEVELS]).default(''),
  stamps: Stamps,
  /** 一次性补正: how often it was returned for correction. */
  corrections: z.int(),
  /** What the last 补正告知 listed; empty when there was none. */
  defects: z.array(Defect),
  registeredBy: z.string(),
  registeredAt: z.string(),
  /** Since when it has been in its present state. */
  since: z.string(),
  /**
   * Revisions of the parts that people decide on. Attributes of the head itself, so that guards of other chains can name
   * them; heads of the first release have none and begin at their version (`store.ts`).
   */
  factsRev: z.int(),
  formRev: z.int(),
  stepRev: z.int(),
  touched: z.object({ facts: Touch.optional(), form: Touch.optional(), step: Touch.optional() }).default({}),
})
export type Matter = z.infer<typeof Matter>

/** Part of a matter that one person works on at a time. */
export type MatterPart = 'facts' | 'form' | 'step'

const REVISION = { facts: 'factsRev', form: 'formRev', step: 'stepRev' } as const

/** The stored revision of a part, to compare with what a person had in view. */
export function revisionOf(matter: Matter, part: MatterPart): number {
  return matter[REVISION[part]]
}

/** The matter with one part's revision raised, and who changed that part. */
export function touched(matter: Matter, part: MatterPart, by: string, at: string): Matter {
  const revision = REVISION[part]
  return { ...matter, [revision]: matter[revision] + 1, touched: { ...matter.touched, [part]: { by, at } } }
}

/** The matter after a step. @throws Error when the table of transitions does not have it */
export function advance(
  matter: Matter,
  step: TransitionName,
  life: Life,
  at: string,
  change: Partial<Pick<Matter, 'level' | 'stamps' | 'corrections' | 'defects'>> = {},
): Matter {
  assertTransition(step, matter.life.state, life.state)
  return { ...matter, ...change, life, since: at }
}

/** The matter after a step: its new state, and the next revision of its steps. */
export function stepTaken(
  matter: Matter,
  step: TransitionName,
  life: Life,
  by: string,
  at: Date,
  change: Parameters<typeof advance>[4] = {},
): Matter {
  return touched(advance(matter, step, life, at.toISOString(), change), 'step', by, at.toISOString())
}
