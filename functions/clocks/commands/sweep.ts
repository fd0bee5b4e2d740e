import { CalendarMissing } from '../../../shared/calendar/calendar.ts'
import { dateInShanghai, instantInShanghai, type LocalDate } from '../../../shared/kernel/clock.ts'
import { Tries } from '../../../shared/observe/each.ts'
import { GuardFailed } from '../../../shared/table/table.ts'
import type { SweepDeps } from '../deps.ts'
import { SWEEP_CLOCKS } from '../reactions/triggers.ts'
import { type Due, dueOn, positionWrite, readPosition, waitingFor } from '../store.ts'
import { remind } from './remind.ts'

/** Messages go out from then on, Shanghai time. */
const OPENS = '08:30'
/** How far back a sweep looks that has never run before. */
const FIRST_LOOK_DAYS = 31
/** Reminders dealt with at once: each is a few reads and one commit of its own. */
const AT_ONCE = 8

/**
 * Sends what is due since the last completed day, so that a week without a server loses nothing. One reminder that fails
 * does not hold up the others; its day is not complete until it went through.
 * @returns how many went out
 * @throws the first failure, once everything else was tried
 */
export async function sweep(deps: SweepDeps): Promise<number> {
  const now = deps.now()
  const today = dateInShanghai(now)
  const tries = new Tries({ log: deps.log, schedule: SWEEP_CLOCKS.name })
  let sent = 0
  const one = async (due: Due) => {
    if ((await remind(deps, due)) === 'sent') sent++
  }
  for (const year of loadedYears(deps, today)) {
    // One after the other: two clocks of one subject would fail each other's guards.
    await tries.each(waitingFor(deps.table, year), one, { matterOf })
  }
  if (now >= instantInShanghai(today, OPENS)) await tries.run(() => dueDays(deps, today, tries, one))
  deps.log.info('SWEPT', { schedule: SWEEP_CLOCKS.name, count: sent })
  tries.end()
  return sent
}

/** Deals with every day that is not complete yet. If nothing failed, all days before yesterday are complete. */
async function dueDays(deps: SweepDeps, today: LocalDate, tries: Tries, one: (due: Due) => Promise<void>) {
  const position = await readPosition(deps.table)
  const yesterday = deps.calendar.addDays(today, -1)
  const done = position?.day ?? deps.calendar.addDays(today, -FIRST_LOOK_DAYS)
  // Yesterday is always looked at again: the index may have lagged at midnight.
  const from = done < yesterday ? deps.calendar.addDays(done, 1) : yesterday
  for (let day = from; day <= today; day = deps.calendar.addDays(day, 1)) {
    await tries.each(dueOn(deps.table, day), one, { matterOf, atOnce: AT_ONCE })
  }
  const complete = deps.calendar.addDays(yesterday, -1)
  if (tries.failed === 0 && complete > (position?.day ?? '')) await advance(deps, position, complete)
}

const matterOf = ({ pk }: Due) => pk

async function advance(
  deps: SweepDeps,
  position: Awaited<ReturnType<typeof readPosition>>,
  day: LocalDate,
): Promise<void> {
  try {
    await deps.table.commit([positionWrite(position, day)])
  } catch (error) {
    // Another sweep was faster and wrote the same.
    if (!(error instanceof GuardFailed)) throw error
  }
}

/** This year and the next, where loaded: clocks may have been waiting for them. */
function loadedYears(deps: SweepDeps, today: LocalDate): number[] {
  const year = Number(today.slice(0, 4))
  return [year, year + 1].filter((y) => {
    try {
      deps.calendar.isWorkingDay(`${y}-01-01`)
      return true
    } catch (error) {
      if (error instanceof CalendarMissing) return false
      throw error
    }
  })
}
