import type { EventRow } from '../../shared/events/chain.ts'
import type { Guarded } from '../../shared/events/change.ts'
import type { FieldProblem } from '../../shared/kernel/refusal.ts'
import type { Matter } from './domain/matter.ts'
import type { Task } from './domain/task.ts'
import type { TransitionName } from './domain/transitions.ts'

/** What a part has to say before a step is taken. */
export interface Demand {
  /** What is not done yet, for the person who wants to take the step. Empty when nothing stands against it. */
  readonly missing: readonly FieldProblem[]
  /** What time alone will do: told when nothing else is missing. Whole, without its full stop. */
  readonly wait?: string
  /** The same as conditions of the step's own commit: what was true when asked is true when written. */
  readonly checks: readonly Guarded[]
}

export const NOTHING_DEMANDED: Demand = { missing: [], checks: [] }

/** One sentence for one type of event. */
export type Sentence = (data: EventRow['data']) => string

/**
 * How a feature takes part in a matter. Every member is required: a feature that has nothing to say writes that it has
 * nothing to say. `functions/parts.ts` lists the parts of all features; `matters` knows none by name.
 */
export interface Part {
  /** Before which steps it has a word. */
  readonly demands: Partial<Readonly<Record<TransitionName, (matter: Matter) => Promise<Demand>>>>
  /** Checks that one demand brings at most: all parts together stay under what a commit holds (`MOST_CHECKS`). */
  readonly mostChecks: number
  /** What is to be done in the matter's present state, on this feature's side. Written by `matters` with each step. */
  readonly todo: (matter: Matter) => readonly Task[]
  /** Rows of its own under the matter's chain that a change of the matter brings or takes away. */
  readonly follows: (after: Matter) => Promise<readonly Guarded[]>
  /** Of each type of event it puts on the matter's chain. */
  readonly sentences: Readonly<Record<string, Sentence>>
}

/**
 * A commit holds a hundred writes; head, event, clocks, to-do rows and the step's own rows want the others.
 * @internal `functions/parts.test.ts` adds up what the parts declare, and counts what they bring.
 */
export const MOST_CHECKS = 60

/** What is to be done now, by all parts. */
export function tasksOf(parts: readonly Part[], matter: Matter): Task[] {
  return parts.flatMap((part) => part.todo(matter))
}

/** Every part's word on a step, asked at once. */
export async function demandsOf(parts: readonly Part[], step: TransitionName, matter: Matter): Promise<Demand> {
  const demands = await Promise.all(parts.map((part) => part.demands[step]?.(matter) ?? NOTHING_DEMANDED))
  const wait = demands.find((d) => d.wait !== undefined)?.wait
  return {
    missing: demands.flatMap((d) => d.missing),
    ...(wait ? { wait } : {}),
    checks: demands.flatMap((d) => d.checks),
  }
}
