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

/** Whose story it is. `read` makes the stored head into what commands decide on; it is given nothing where there is none. */
export interface Subject<S> {
  readonly pk: string
  readonly read: (head: Item | undefined) => S
}

export interface Committing extends Retrying {
  /**
   * The store could not say whether a commit went through. `tell` the caller (unless told), whose own key finds out when
   * it is sent again; or `ask again`, where `decide` itself sees that nothing is left to do.
   */
  readonly whenUnknown?: 'tell' | 'ask again'
}

/**
 * The one way to change a subject: load, demand, decide, commit. Head, rows, clocks, to-do and event are one commit. Who
 * loses a race has `decide` run again on what is stored then: it looks whether the person's intent still holds (the part
 * that they saw is unchanged, the step may still be taken) and throws a Refusal where it does not.
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
 * Makes a new subject. What decides its key (a number that others want too) is asked again when somebody was faster.
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
 * Commits what `attempt` makes of what is stored, and lets it make it anew as often as somebody was faster. The first
 * two writes are a head and its event: when they fail the race is lost, whatever else failed beside them.
 */
export async function commitDecided(
  table: Pick<Table, 'commit'>,
  attempt: () => Promise<readonly Guarded[] | undefined>,
  how: Committing = {},
): Promise<void> {
  await untilDone(async () => {
    const writes = await attempt()
    return !writes || commits(table, writes, how)
  }, how)
}

/** @returns false when somebody was faster and it must be decided again */
async function commits(
  table: Pick<Table, 'commit'>,
  writes: readonly Guarded[],
  { whenUnknown = 'tell' }: Committing,
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
    return false
  }
}

/** Who moved the part on, and when: told to whoever decided on an older one. */
export interface LastTouch {
  readonly by: string
  readonly at: string
}

/** @throws Refusal `changed` when the person decided on another revision of the part than the one stored. */
export function demandSeen(seen: number, stored: number, last: LastTouch | undefined): void {
  if (seen === stored) return
  const who = last?.by ?? '有人'
  const when = last ? spokenInstant(new Date(last.at)) : '刚才'
  throw new Refusal(
    'changed',
    `${who}于${when}改动了这里的内容。请先查看最新内容，再决定是否继续；您填写的内容没有丢失。`,
    { details: { version: stored, changedBy: who, changedAt: last?.at ?? '' } },
  )
}
