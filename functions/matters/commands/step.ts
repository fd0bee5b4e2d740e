import { demandSeen } from '../../../shared/events/change.ts'
import type { Retrying } from '../../../shared/events/retry.ts'
import type { Actor } from '../../../shared/identity/actor.ts'
import { type FieldProblem, Refusal } from '../../../shared/kernel/refusal.ts'
import type { OnceWrites } from '../../../shared/table/once.ts'
import type { MatterDeps } from '../deps.ts'
import type { Life } from '../domain/life.ts'
import { type Matter, type MatterPart, revisionOf, stepTaken, touched } from '../domain/matter.ts'
import { demandReader } from '../domain/rights.ts'
import { demandState, TRANSITIONS, type TransitionName } from '../domain/transitions.ts'
import { demandsOf } from '../part.ts'
import type { MatterHead } from '../store.ts'
import { changeMatter, type MatterChange } from './change.ts'

/** Which matter, and which revision of its steps the person had in view. */
export interface OnMatter {
  readonly matter: string
  readonly version: number
}

/** Demands that the person decided on the part as it is stored now. @throws Refusal `changed` */
export function demandPart(matter: Matter, part: MatterPart, seen: number): void {
  demandSeen(seen, revisionOf(matter, part), matter.touched[part])
}

/** One person's command on the steps of a matter. */
export interface OnSteps {
  readonly actor: Actor
  readonly input: OnMatter
  /** Writes that make the command happen once, however often it is sent. */
  readonly once: OnceWrites
}

/** Changes stamps and the like: guarded as a step is, but the matter stays in its state. */
export async function changeSteps(
  deps: MatterDeps,
  { actor, input, once }: OnSteps,
  decide: (head: MatterHead, at: Date) => Promise<MatterChange | undefined>,
): Promise<void> {
  await changeMatter(deps, input.matter, actor, async (head, at) => {
    demandReader(actor, head)
    demandPart(head, 'step', input.version)
    const decided = await decide(head, at)
    if (!decided) return undefined
    const { after, others = [], ...rest } = decided
    // A scan that waits changes nothing that anybody decides on, so the revision stays.
    const moved = after === head ? after : touched(after, 'step', actor.name, at.toISOString())
    return { ...rest, after: moved, others: [...others, ...once(head.id)] }
  })
}

/** A step in the matter's life as its command describes it. */
export interface Step<N extends TransitionName> {
  readonly name: N
  readonly type: `${string}.${string}`
  /** Whose step it is. @throws Refusal */
  readonly demand: (actor: Actor, matter: Matter) => void
}

type From<N extends TransitionName> = Extract<Life, { state: (typeof TRANSITIONS)[N]['from'][number] }>

/** What a step makes of the matter, besides the state. */
export interface StepChange extends Omit<MatterChange, 'after' | 'type'> {
  readonly life: Life
  readonly more?: Parameters<typeof stepTaken>[5]
}

/** May this person take the step now, as far as the matter itself says? Asked by the button and by the command. */
export function demandStep<N extends TransitionName>(
  step: Pick<Step<N>, 'name' | 'demand'>,
  actor: Actor,
  matter: Matter,
): From<N> {
  demandReader(actor, matter)
  step.demand(actor, matter)
  return demandState(matter.life, step.name)
}

/**
 * Takes a step. Asks for right, revision and state, then every part's demands; those are checked again in the commit.
 * @throws Refusal `rule` with all that is missing, of the command and of every part
 */
export async function takeStep<N extends TransitionName>(
  deps: MatterDeps,
  { actor, input, once, step, how = {} }: OnSteps & { readonly step: Step<N>; readonly how?: Retrying },
  decide: (head: MatterHead, life: From<N>, at: Date) => Promise<StepChange>,
): Promise<void> {
  const decideStep = async (head: MatterHead, at: Date): Promise<MatterChange> => {
    demandReader(actor, head)
    step.demand(actor, head)
    demandPart(head, 'step', input.version)
    const life = demandState(head.life, step.name)
    const { missing, wait, checks } = await demandsOf(deps.parts, step.name, head)
    if (missing.length > 0) throw notReady(step.name, missing)
    if (wait) throw new Refusal('rule', `${wait}。`)
    const { life: to, more, others = [], ...rest } = await decide(head, life, at)
    return {
      ...rest,
      after: stepTaken(head, step.name, to, actor.name, at, more),
      type: step.type,
      others: [...others, ...checks, ...once(head.id)],
    }
  }
  await changeMatter(deps, input.matter, actor, decideStep, how)
}

function notReady(step: TransitionName, missing: readonly FieldProblem[]): Refusal {
  const { name } = TRANSITIONS[step]
  return new Refusal('rule', `还有 ${missing.length} 处没有完成,补齐后再${name}。`, { fields: missing })
}
