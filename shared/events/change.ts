import { isDeepStrictEqual } from 'node:util'
import { spokenInstant } from '../kernel/clock.ts'
import { Refusal } from '../kernel/refusal.ts'
import { GuardFailed, type Item, type Table, TableFault, type Write } from '../table/table.ts'
import { type Change, extend, type Head } from './chain.ts'
import { type Retrying, untilDone } from './retry.ts'

/** A write that says what its failure means, so that no command has to guess which of its guards did not hold. */
export type Guarded = Write & { readonly otherwise?: () => Refusal }

/** What a command decides on what is stored now. Commits hold a hundred writes: head and event are two of them. */
export interface Decided extends Omit<Change, 'rows' | 'others'> {
  readonly rows?: readonly Guarded[]
  readonly others?: readonly Guarded[]
}

/** The chain to change. `read` makes its stored head into what commands decide on; a new subject has no head yet. */
export interface Subject<S> {
  readonly pk: string
  readonly read: (head: Item | undefined) => S
}

export interface Committing extends Retrying {
  /**
   * What to do when the store could not say whether a commit went through. `tell` (the default) throws it to the caller,
   * who sends the same key again. `ask again` runs `decide` once more, which sees whether anything is left to do.
   */
  readonly whenUnknown?: 'tell' | 'ask again'
}

/**
 * The one way to change a subject: load, demand, decide, commit. Head, rows, clocks, to-do and event are one commit.
 * When somebody else was faster, `decide` runs again on what is stored by then. It throws a Refusal where the person's
 * intent no longer holds: the part they saw has changed, or the step may not be taken any more.
 * @param decide returns nothing when there is nothing to change
 * @returns the head as committed, or undefined when nothing was changed
 * @throws Refusal of the guard that failed, or `unavailable` when store or subject stay busy for a request's time
 */
export async function change<S>(
  table: Pick<Table, 'get' | 'commit'>,
  subject: Subject<S>,
  decide: (current: S) => Promise<Decided | undefined>,
  how: Committing = {},
): Promise<(Head & Item) | undefined> {
  let head: (Head & Item) | undefined
  const attempt = async () => {
    const before = await table.get({ pk: subject.pk, sk: 'HEAD' })
    const decided = await decide(subject.read(before))
    const extended = decided && extend(subject.pk, before as (Head & Item) | undefined, decided)
    head = extended?.head
    return extended?.writes
  }
  await commitDecided(table, attempt, how)
  return head
}

/**
 * Makes a new subject. When somebody else took its key (a number that others want too), `decide` is asked for another.
 * @throws Refusal as `change`
 */
export async function create(
  table: Pick<Table, 'commit'>,
  decide: () => Promise<Decided & { readonly pk: string }>,
  how: Committing = {},
): Promise<Head & Item> {
  let head: (Head & Item) | undefined
  const attempt = async () => {
    const { pk, ...decided } = await decide()
    const extended = extend(pk, undefined, decided)
    head = extended.head
    return extended.writes
  }
  await commitDecided(table, attempt, how)
  return head as Head & Item
}

/**
 * Commits the writes of `attempt`, and asks it for new ones whenever somebody else was faster. The first two writes are a
 * head and its event: if one of those fails, somebody was faster, and other failed guards say nothing.
 * @throws GuardFailed when the same guards fail on the same rows again and again: nobody moves them, so the rows
 *   contradict each other, and no try will ever succeed. `verify:audit` names such rows
 */
export async function commitDecided(
  table: Pick<Table, 'commit'>,
  attempt: () => Promise<readonly Guarded[] | undefined>,
  how: Committing = {},
): Promise<void> {
  const unmoved = countAlike()
  await untilDone(async () => {
    const writes = await attempt()
    return !writes || commits(table, writes, how, unmoved)
  }, how)
}

const MOST_ALIKE = 5

/** How often in a row the same guards failed on the same rows. */
function countAlike(): (error: GuardFailed) => number {
  let last: GuardFailed['failures'] = []
  let alike = 0
  return ({ failures }) => {
    alike = isDeepStrictEqual(failures, last) ? alike + 1 : 1
    last = failures
    return alike
  }
}

/** @returns false when somebody was faster and it must be decided again */
async function commits(
  table: Pick<Table, 'commit'>,
  writes: readonly Guarded[],
  { whenUnknown = 'tell' }: Committing,
  unmoved: (error: GuardFailed) => number,
): Promise<boolean> {
  try {
    await table.commit(writes.map(({ otherwise: _, ...write }) => write as Write))
    return true
  } catch (error) {
    if (error instanceof TableFault && (error.kind !== 'unknown' || whenUnknown === 'ask again')) return false
    if (!(error instanceof GuardFailed)) throw error
    const headMoved = error.failures.some(({ index }) => index < 2)
    const failed = error.failures.map(({ index }) => writes[index])
    const refusal = headMoved ? undefined : failed.find((write) => write?.otherwise)?.otherwise
    if (refusal) throw refusal()
    if (unmoved(error) === MOST_ALIKE) throw error
    return false
  }
}

/** Who last changed the part, and when. */
export interface LastTouch {
  readonly by: string
  readonly at: string
}

/**
 * That somebody did something since the person looked: who, and when.
 * @param what they did · @param then what the person does now
 * @param more beside `changedBy` and `changedAt`, for the page
 */
export function changedMeanwhile(
  last: LastTouch | undefined,
  what: string,
  then: string,
  more: Refusal['details'] = {},
): Refusal {
  const who = last?.by ?? '有人'
  const when = last ? spokenInstant(new Date(last.at)) : '刚才'
  const details = { ...more, changedBy: who, changedAt: last?.at ?? '' }
  return new Refusal('changed', `${who}于${when}${what}。${then}`, { details })
}

/** @throws Refusal `changed` when the person decided on another revision of the part than the one stored. */
export function demandSeen(seen: number, stored: number, last: LastTouch | undefined): void {
  if (seen === stored) return
  const then = '请先查看最新内容，再决定是否继续；您填写的内容没有丢失。'
  throw changedMeanwhile(last, '改动了这里的内容', then, { version: stored })
}
