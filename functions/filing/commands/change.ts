import { extend, type Head } from '../../../shared/events/chain.ts'
import { commitChange, demandVersion } from '../../../shared/events/commit.ts'
import type { Actor } from '../../../shared/identity/actor.ts'
import { by } from '../../../shared/identity/by.ts'
import type { Json } from '../../../shared/kernel/canonical.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Write } from '../../../shared/table/table.ts'
import type { Matter } from '../domain/matter.ts'
import { demandReader } from '../domain/rights.ts'
import { headState, loadMatter, type MatterHead, matterPk, taskWrites } from '../store.ts'
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

/** What a clock's start or end writes; `dueOn` is the last day of one that was started, for the to-do list. */
export interface ClockChange {
  readonly rows: readonly Write[]
  readonly others: readonly Write[]
  readonly dueOn?: string
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
  const dueOn = clocks.map((c) => c.dueOn ?? '').find((day) => day !== '')
  const { writes } = extend(matterPk(after.id), before, {
    state: headState(after),
    type: change.type,
    by: by(change.actor),
    at: change.at,
    data: { from: before?.life.state ?? null, to: after.life.state, ...change.data },
    rows: [...taskWrites(before, after, dueOn), ...clocks.flatMap((c) => c.rows), ...(change.rows ?? [])],
    others: [...clocks.flatMap((c) => c.others), ...(change.others ?? [])],
  })
  await commitChange(deps.matters, writes)
}
