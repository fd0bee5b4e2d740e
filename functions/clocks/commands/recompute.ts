import { extend, type Head, SYSTEM } from '../../../shared/events/chain.ts'
import type { Json } from '../../../shared/kernel/canonical.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import type { SweepDeps } from '../deps.ts'
import { nextReminding } from '../domain/steps.ts'
import { recompute } from '../domain/transitions.ts'
import { reminderWrite } from '../store.ts'
import { asPut, type ClockRow, clockRow, type ReminderRow, reminderRow } from '../store-rows.ts'

/**
 * Fills in the last day of a clock when its calendar has been loaded: a change of the subject, with its event, made by
 * the system.
 * @returns false while the calendar is still missing
 */
export async function recomputeClock(deps: SweepDeps, clock: ClockRow, reminder: ReminderRow): Promise<boolean> {
  if (clock.state !== 'running') return false
  const fresh = recompute(clock, deps.calendar)
  if (fresh === clock) return false
  const head = (await deps.table.get({ pk: clock.pk, sk: 'HEAD' })) as (Head & Record<string, Json>) | undefined
  if (!head) return false
  const { pk: _pk, sk: _sk, version: _version, seq: _seq, hash: _hash, ...state } = head
  const now = deps.now()
  const today = dateInShanghai(now)
  const row = clockRow(clock.pk, fresh)
  // Reckoned from yesterday: today's reminder was not sent yet.
  const yesterday = deps.calendar.addDays(today, -1)
  const next = reminderRow(row, nextReminding(row, yesterday, deps.calendar), today, 0)
  const { writes } = extend(clock.pk, head, {
    state,
    type: 'clocks.recomputed',
    by: SYSTEM,
    at: now.toISOString(),
    data: { clock: clock.id, kind: clock.kind, dueOn: fresh.dueOn },
    rows: [asPut(row, [{ attribute: 'rev', is: clock.rev }])],
    others: [reminderWrite(reminder, next)],
  })
  await deps.table.commit(writes)
  return true
}
