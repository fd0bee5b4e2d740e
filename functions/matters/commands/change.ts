import { type By, extend } from '../../../shared/events/chain.ts'
import { change, type Decided, type Guarded } from '../../../shared/events/change.ts'
import type { Retrying } from '../../../shared/events/retry.ts'
import type { Actor } from '../../../shared/identity/actor.ts'
import { by } from '../../../shared/identity/by.ts'
import type { Json } from '../../../shared/kernel/canonical.ts'
import type { MatterDeps } from '../deps.ts'
import type { Matter } from '../domain/matter.ts'
import { noSuchMatter } from '../domain/rights.ts'
import { whereabouts } from '../domain/whereabouts.ts'
import { tasksOf } from '../part.ts'
import { headState, type MatterHead, matterPk, readHead, taskWrites } from '../store.ts'
import { type ClockChange, runningDay } from './clocks.ts'

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
 * Changes a matter. `decide` runs on what is stored, and again if somebody was faster. One commit holds the head, to-do
 * rows, clocks, event and what the parts add.
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
      if (!head) throw noSuchMatter()
      const at = deps.now()
      const decided = await decide(head, at)
      return decided && (await written(deps, head, decided, 'duty' in who ? by(who) : who, at))
    },
    how,
  )
}

/** All that a change writes. */
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

/** The writes of a change, for a commit that changes another chain as well. */
export async function changeWrites(
  deps: MatterDeps,
  before: MatterHead,
  decided: MatterChange,
  who: By,
  at: Date,
): Promise<readonly Guarded[]> {
  return extend(before.pk, before, await written(deps, before, decided, who, at)).writes
}

/** A condition for another chain's commit: the matter is still in the state that was decided on. */
export function unmoved(head: MatterHead): Guarded {
  // Heads of the first release have no state of their own to name: their version stands for it.
  const clause = head.hasState
    ? { attribute: 'state', is: head.life.state }
    : { attribute: 'version', is: head.version }
  return { check: { pk: head.pk, sk: head.sk }, when: [clause] }
}

/** Only steps and stamps ask somebody for something else; a saved form or a scan that was brought does not. */
const tasksMayMove = (before: Matter, after: Matter) => before.stepRev !== after.stepRev
