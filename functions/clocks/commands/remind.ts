import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import { GuardFailed, type Write } from '../../../shared/table/table.ts'
import type { SweepDeps } from '../deps.ts'
import { reminderText } from '../domain/message.ts'
import { followingReminding, nextReminding, presentReminding, type Reminding } from '../domain/steps.ts'
import { SWEEP_CLOCKS } from '../reactions/triggers.ts'
import { receivers } from '../reads/receivers.ts'
import { clockCheck, type Due, readClock, readReminder, reminderWrite } from '../store.ts'
import { type ClockRow, type ReminderRow, reminderRow, sleepingRow } from '../store-rows.ts'
import { recomputeClock } from './recompute.ts'

/** `sent`: messages went out. `moved`: it waits for another day, or for none. `skipped`: nothing was to be done. */
export type Outcome = 'sent' | 'moved' | 'skipped'

/**
 * Deals with one reminder that the index says is due. The clock is read again, so that no reminder is false. Messages
 * and the reminder's move to its next step are one commit, so that each message is sent exactly once, even when two
 * sweeps run side by side or one is killed.
 */
export async function remind(deps: SweepDeps, due: Due): Promise<Outcome> {
  const reminder = await readReminder(deps.table, due)
  // The index may lag: what was moved meanwhile is no longer due here.
  if (reminder?.state !== 'waiting' || reminder.duePk !== due.duePk) return 'skipped'
  try {
    return await settle(deps, reminder)
  } catch (error) {
    if (!(error instanceof GuardFailed)) throw error
    const after = await readReminder(deps.table, due)
    const moved = after?.rev !== reminder.rev || after.n !== reminder.n
    // Another sweep or a change of the clock was faster. If neither was, something is wrong: let it show.
    if (moved) return 'skipped'
    throw error
  }
}

async function settle(deps: SweepDeps, reminder: ReminderRow): Promise<Outcome> {
  const { table, calendar } = deps
  const today = dateInShanghai(deps.now())
  const clock = await readClock(table, reminder.pk, reminder.clock)
  const head = await table.get({ pk: reminder.pk, sk: 'HEAD' })
  if (!clock || !head) return move(deps, reminder, { ...idle(reminder) })
  if (clock.state !== 'running' || clock.rev !== reminder.rev) {
    return move(deps, reminder, reminderRow(clock, nextReminding(clock, today, calendar), today, reminder.n + 1))
  }
  if (clock.dueOn === 'unknown') return unknown(deps, reminder, clock)
  const present = reminder.step && presentReminding(clock, reminder.step, today, calendar)
  if (!present)
    return move(deps, reminder, reminderRow(clock, nextReminding(clock, today, calendar), today, reminder.n + 1))
  const after = followingReminding(clock, present.step, today, calendar)
  return send(deps, reminder, clock, present, reminderRow(clock, after, today, reminder.n + 1))
}

/** The last day is unknown: fill it in if the calendar is loaded, otherwise say so once and wait for the calendar. */
async function unknown(deps: SweepDeps, reminder: ReminderRow, clock: ClockRow): Promise<Outcome> {
  if (await recomputeClock(deps, clock, reminder)) return 'moved'
  const sleeping = sleepingRow(clock, clock.missingYear ?? 0, reminder.n + 1)
  if (sleeping.duePk === reminder.duePk) return 'skipped'
  return send(deps, reminder, clock, { step: 'year-missing', on: dateInShanghai(deps.now()) }, sleeping)
}

async function send(
  deps: SweepDeps,
  reminder: ReminderRow,
  clock: ClockRow,
  present: Reminding,
  after: ReminderRow,
): Promise<Outcome> {
  const now = deps.now()
  const today = dateInShanghai(now)
  const to = await receivers(deps.directory, clock, present.step, today)
  if (to.size === 0) {
    // Nobody holds a post up to the top. The reminder moves to tomorrow, and today's sweep fails, so its alarm rings.
    const tomorrow = { step: present.step, on: deps.calendar.addDays(today, 1) }
    await move(deps, reminder, reminderRow(clock, tomorrow, today, reminder.n + 1))
    throw new NobodyToRemind(clock.addressee.organ)
  }
  const messages: Write[] = [...to].map(([account, receiver]) =>
    deps.notifier.messageWrite({
      // With the last day in it: after a pause the same step comes again with a new last day.
      id: `${clock.id}#${present.step}@${clock.dueOn}#${account}`,
      to: account,
      ...reminderText(clock, present.step, receiver, today, deps.calendar),
      link: clock.link,
      at: now.toISOString(),
    }),
  )
  await deps.table.commit([reminderWrite(reminder, after), clockCheck(clock), ...messages])
  deps.log.info('SENT', { schedule: SWEEP_CLOCKS.name, count: messages.length })
  return 'sent'
}

/** No office, up to the top, has anybody in the post today: somebody must be appointed. */
export class NobodyToRemind extends Error {
  constructor(organ: string) {
    super(`nobody to remind of what ${organ} has to do`)
    this.name = 'NobodyToRemind'
  }
}

async function move(deps: SweepDeps, before: ReminderRow, after: ReminderRow): Promise<Outcome> {
  await deps.table.commit([reminderWrite(before, after)])
  return 'moved'
}

function idle(reminder: ReminderRow): ReminderRow {
  const { duePk: _pk, dueSk: _sk, ...rest } = reminder
  return { ...rest, n: reminder.n + 1, state: 'idle', step: null }
}
