import { type By, extend } from '../../../shared/events/chain.ts'
import { change, type Decided, demandSeen, type Guarded } from '../../../shared/events/change.ts'
import type { Retrying } from '../../../shared/events/retry.ts'
import type { Actor } from '../../../shared/identity/actor.ts'
import { by } from '../../../shared/identity/by.ts'
import type { Json } from '../../../shared/kernel/canonical.ts'
import { type FieldProblem, Refusal } from '../../../shared/kernel/refusal.ts'
import type { Stamp } from '../../../shared/table/once.ts'
import type { Table } from '../../../shared/table/table.ts'
import type { MatterDeps } from '../deps.ts'
import type { Life } from '../domain/life.ts'
import { type Matter, type MatterPart, revisionOf, stepTaken, touched } from '../domain/matter.ts'
import { demandReader } from '../domain/rights.ts'
import { demandState, TRANSITIONS, type TransitionName } from '../domain/transitions.ts'
import { whereabouts } from '../domain/whereabouts.ts'
import { demandsOf, tasksOf } from '../part.ts'
import { headState, loadMatter, type MatterHead, matterPk, readHead, taskWrites } from '../store.ts'
import { type ClockChange, runningDay } from './clocks.ts'

/** What a command on a matter's steps is told: which matter, and which revision of its steps the person had in view. */
export interface OnMatter {
  readonly matter: string
  readonly version: number
}

const unknown = () => new Refusal('not-found', '没有找到这个事项,或者它不在您的管理范围内。')

/** @throws Refusal `not-found`, also for what the actor may not see */
export async function loadForReading(table: Pick<Table, 'get'>, actor: Actor, id: string): Promise<MatterHead> {
  const head = await loadMatter(table, id)
  if (!head) throw unknown()
  demandReader(actor, head)
  return head
}

/** What a command makes of a matter. */
export interface MatterChange {
  readonly after: Matter
  readonly type: `${string}.${string}`
  readonly data?: Readonly<Record<string, Json>>
  readonly rows?: readonly Guarded[]
  readonly others?: readonly Guarded[]
  /** Clocks that it starts and ends. */
  readonly clocks?: readonly ClockChange[]
}

/**
 * Changes a matter: decided on what is stored, again if somebody was faster, committed with its to-do rows, its clocks,
 * its event and what the parts bring along, all or nothing.
 */
export async function changeMatter(
  deps: MatterDeps,
  id: string,
  who: Actor | By,
  decide: (head: MatterHead, at: Date) => Promise<MatterChange | undefined>,
  how: Retrying = {},
): Promise<void> {
  const subject = {
    pk: matterPk(id),
    read: (item: Parameters<typeof readHead>[0] | undefined) => item && readHead(item),
  }
  await change(
    deps.matters,
    subject,
    async (head) => {
      if (!head) throw unknown()
      const at = deps.now()
      const decided = await decide(head, at)
      return decided && (await written(deps, head, decided, 'duty' in who ? by(who) : who, at))
    },
    how,
  )
}

/** The whole of a change as one commit's parts. */
export async function written(
  deps: MatterDeps,
  before: Matter | undefined,
  decided: MatterChange,
  who: By,
  at: Date,
): Promise<Decided> {
  const { after, clocks = [] } = decided
  const tasks = tasksOf(deps.parts, after)
  const moved = before === undefined || tasksMayMove(before, after)
  // New tasks are due with the clock that the change starts, or with the one that goes on running.
  const started = clocks.map((c) => c.dueOn ?? '').find((day) => day !== '')
  const dueOn = started ?? (moved && before && clocks.length === 0 ? await runningDay(deps.matters, after.id) : '')
  const follows = moved && before ? await Promise.all(deps.parts.map((part) => part.follows(after))) : []
  return {
    state: headState(after, whereabouts(after, tasks)),
    type: decided.type,
    by: who,
    at: at.toISOString(),
    data: { from: before?.life.state ?? null, to: after.life.state, ...decided.data },
    rows: [
      ...(moved ? await taskWrites(deps.matters, after, tasks, dueOn) : []),
      ...clocks.flatMap((c) => c.rows),
      ...follows.flat(),
      ...(decided.rows ?? []),
    ],
    others: [...clocks.flatMap((c) => c.others), ...(decided.others ?? [])],
  }
}

/** The same as writes, for a change that another chain's change must be committed with. */
export async function changeWrites(
  deps: MatterDeps,
  before: MatterHead,
  decided: MatterChange,
  who: By,
  at: Date,
): Promise<readonly Guarded[]> {
  return extend(before.pk, before, await written(deps, before, decided, who, at)).writes
}

/** The condition, in another chain's commit, that the matter's state is the one that was decided on. */
export function unmoved(head: MatterHead): Guarded {
  // Heads of the first release have no state of their own to name: their version stands for it.
  const clause = head.hasState
    ? { attribute: 'state', is: head.life.state }
    : { attribute: 'version', is: head.version }
  return { check: { pk: head.pk, sk: head.sk }, when: [clause] }
}

/** A form that is saved or a scan that is brought asks nobody for anything else: steps and stamps do. */
const tasksMayMove = (before: Matter, after: Matter) => before.stepRev !== after.stepRev

/** Demands that the person decided on the part as it is stored now. @throws Refusal `changed` */
export function demandPart(matter: Matter, part: MatterPart, seen: number): void {
  demandSeen(seen, revisionOf(matter, part), matter.touched[part])
}

/** Changes what people decide on in the steps (a stamp, a scan for one): as a step, without leaving the state. */
export async function changeSteps(
  deps: MatterDeps,
  actor: Actor,
  input: OnMatter,
  once: Stamp,
  decide: (head: MatterHead, at: Date) => Promise<MatterChange | undefined>,
): Promise<void> {
  await changeMatter(deps, input.matter, actor, async (head, at) => {
    demandReader(actor, head)
    demandPart(head, 'step', input.version)
    const decided = await decide(head, at)
    if (!decided) return undefined
    const { after, others = [], ...rest } = decided
    // A scan that only waits changes nothing that anybody decides on.
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

/** May the step be taken now by this person, as far as the matter alone tells? The same for the button and the command. */
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
 * Takes a step: right, revision, state, then every part's demands, which are conditions of the commit too.
 * @throws Refusal `rule` with all that is missing, of the command and of every part
 */
export async function takeStep<N extends TransitionName>(
  deps: MatterDeps,
  actor: Actor,
  input: OnMatter,
  step: Step<N>,
  once: Stamp,
  decide: (head: MatterHead, life: From<N>, at: Date) => Promise<StepChange>,
  how: Retrying = {},
): Promise<void> {
  await changeMatter(
    deps,
    input.matter,
    actor,
    async (head, at) => {
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
    },
    how,
  )
}

function notReady(step: TransitionName, missing: readonly FieldProblem[]): Refusal {
  const { name } = TRANSITIONS[step]
  return new Refusal('rule', `还有 ${missing.length} 处没有完成,补齐后再${name}。`, { fields: missing })
}
