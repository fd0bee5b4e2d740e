import type { EventRow } from '../../shared/events/chain.ts'
import type { Guarded } from '../../shared/events/change.ts'
import type { FieldProblem } from '../../shared/kernel/refusal.ts'
import type { State } from './domain/life.ts'
import type { Matter } from './domain/matter.ts'
import type { Task } from './domain/task.ts'
import type { TransitionName } from './domain/transitions.ts'

/** What a part has to say before a step is taken. */
export interface Demand {
  /** What is still to be done first, for the person who wants to take the step. */
  readonly missing: readonly FieldProblem[]
  /** What the person can only wait for: said when nothing is missing. A whole sentence without its full stop. */
  readonly wait?: string
  /** The same as conditions of the step's commit, so that it still holds when the step is written. */
  readonly checks: readonly Guarded[]
}

const NOTHING_DEMANDED: Demand = { missing: [], checks: [] }

/** A step on the public page: how far it has come, in words for everybody. */
export interface PublicStep {
  readonly name: string
  /** The states in which the matter is at this step. The page lists the steps in the order of life. */
  readonly states: readonly State[]
  /** Being there is having done it: nothing goes on in it. */
  readonly done: boolean
}

/** One sentence for one type of event. */
export type Sentence = (data: EventRow['data']) => string

/**
 * How a feature takes part in a matter. Every member is required: a feature that has nothing to say writes that it has
 * nothing to say. `functions/parts.ts` lists the parts of all features; `matters` knows none by name.
 */
export interface Part {
  /** What it demands before which steps. */
  readonly demands: Partial<Readonly<Record<TransitionName, (matter: Matter) => Promise<Demand>>>>
  /** Most checks of one demand. A test keeps the sum of all parts within `MOST_CHECKS`. */
  readonly mostChecks: number
  /** What is to be done in the matter's present state, on this feature's side. Written by `matters` with each step. */
  readonly todo: (matter: Matter) => readonly Task[]
  /** Its own rows under the matter's chain that must change when the matter does. */
  readonly follows: (after: Matter) => Promise<readonly Guarded[]>
  /** One for each type of event that it puts on the matter's chain. */
  readonly sentences: Readonly<Record<string, Sentence>>
  /** Its steps on the public page. */
  readonly publicSteps: readonly PublicStep[]
}

/**
 * A commit holds a hundred writes; head, event, clocks, to-do rows and the step's own rows need the rest.
 * @internal `functions/parts.test.ts` adds up what the parts declare, and counts what they bring.
 */
export const MOST_CHECKS = 60

/** What is to be done now, by all parts. */
export function tasksOf(parts: readonly Part[], matter: Matter): Task[] {
  return parts.flatMap((part) => part.todo(matter))
}

/** The demands of all parts before a step. */
export async function demandsOf(parts: readonly Part[], step: TransitionName, matter: Matter): Promise<Demand> {
  const demands = await Promise.all(parts.map((part) => part.demands[step]?.(matter) ?? NOTHING_DEMANDED))
  const wait = demands.find((d) => d.wait !== undefined)?.wait
  return {
    missing: demands.flatMap((d) => d.missing),
    ...(wait ? { wait } : {}),
    checks: demands.flatMap((d) => d.checks),
  }
}
