import { extend, type Head } from '../../../shared/events/chain.ts'
import { commitChange, demandVersion } from '../../../shared/events/commit.ts'
import type { Actor } from '../../../shared/identity/actor.ts'
import { by } from '../../../shared/identity/by.ts'
import type { Json } from '../../../shared/kernel/canonical.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Write } from '../../../shared/table/table.ts'
import type { Matter } from '../domain/matter.ts'
import { demandReader } from '../domain/rights.ts'
import { isDue } from '../domain/stamps.ts'
import { headState, loadMatter, loadPapers, type MatterHead, matterPk, paperGone, taskWrites } from '../store.ts'
import { type ClockChange, dueNow } from './clocks.ts'
import type { Deps } from './deps.ts'

/** What every command on a matter is told: which one, and which version the person had in view. */
export interface OnMatter {
  readonly matter: string
  readonly version: number
}

/** Loads a matter that the actor may see, as it was when they decided. @throws Refusal `not-found` | `changed` */
export async function loadForCommand(deps: Deps, actor: Actor, input: OnMatter): Promise<MatterHead> {
  const head = await loadForReading(deps, actor, input.matter)
  await demandVersion(deps.matters, head, input.version)
  return head
}

/** @throws Refusal `not-found`, also for what the actor may not see */
export async function loadForReading(deps: Pick<Deps, 'matters'>, actor: Actor, id: string): Promise<MatterHead> {
  const head = await loadMatter(deps.matters, id)
  if (!head) throw new Refusal('not-found', '没有找到这个事项,或者它不在您的管理范围内。')
  demandReader(actor, head)
  return head
}

export interface MatterChange {
  readonly before: (Matter & Head) | undefined
  readonly after: Matter
  readonly actor: Actor
  readonly type: `filing.${string}`
  readonly at: string
  readonly data?: Readonly<Record<string, Json>>
  readonly rows?: readonly Write[]
  readonly others?: readonly Write[]
  /** Clocks that it starts and ends. */
  readonly clocks?: readonly ClockChange[]
}

/** Commits a matter's new state with its to-do rows, its event and whatever belongs to it — all or nothing. */
export async function commitMatter(deps: Deps, change: MatterChange): Promise<void> {
  const { before, after, clocks = [] } = change
  const moved = before !== undefined && after !== before
  // New tasks are due with the clock that the change starts, or with the one that goes on running.
  const goesOn = moved && clocks.length === 0 ? await dueNow(deps, after.id) : ''
  const dueOn = clocks.map((c) => c.dueOn ?? '').find((day) => day !== '') ?? goesOn
  const { writes } = extend(matterPk(after.id), before, {
    state: headState(after),
    type: change.type,
    by: by(change.actor),
    at: change.at,
    data: { from: before?.life.state ?? null, to: after.life.state, ...change.data },
    rows: [
      ...taskWrites(before, after, dueOn),
      ...clocks.flatMap((c) => c.rows),
      ...(moved ? await papersGone(deps, after) : []),
      ...(change.rows ?? []),
    ],
    others: [...clocks.flatMap((c) => c.others), ...(change.others ?? [])],
  })
  await commitChange(deps.matters, writes)
}

/** A scan in ink waits no longer than its stamp is asked for, on the form that it shows. */
async function papersGone(deps: Pick<Deps, 'matters'>, after: Matter): Promise<Write[]> {
  const gone = (await loadPapers(deps.matters, after.id)).filter((p) => !isDue(after, p.stamp, p.formHash))
  return gone.map((p) => paperGone(after.id, p.stamp))
}
