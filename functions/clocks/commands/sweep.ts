import { CalendarMissing } from '../../../shared/calendar/calendar.ts'
import { dateInShanghai, instantInShanghai, type LocalDate } from '../../../shared/kernel/clock.ts'
import { errorFields } from '../../../shared/observe/error.ts'
import { GuardFailed } from '../../../shared/table/table.ts'
import { type Due, dueOn, positionWrite, readPosition, waitingFor } from '../store.ts'
import type { SweepDeps } from './deps.ts'
import { remind } from './remind.ts'

/** Messages go out from then on, Shanghai time. */
const OPENS = '08:30'
/** How far back a sweep looks that has never run before. */
const FIRST_LOOK_DAYS = 31
/** Reminders dealt with at once: each is three reads and one commit of its own. */
const AT_ONCE = 8

export interface Swept {
  readonly sent: number
  readonly failed: number
}

/**
 * Sends what is due, from the last completed day on, so that a week without a server loses nothing. One reminder that
 * fails does not hold up the others; its day stays open until it went through.
 */
export async function sweep(deps: SweepDeps): Promise<Swept> {
  const now = deps.now()
  const today = dateInShanghai(now)
  const tally = { sent: 0, failed: 0 }
  for (const year of loadedYears(deps, today)) {
    // One after the other: two clocks of one subject would be in each other's way.
    for await (const page of waitingFor(deps.table, year)) for (const due of page) await attempt(deps, due, tally)
  }
  if (now < instantInShanghai(today, OPENS)) return tally

  const position = await readPosition(deps.table)
  const yesterday = deps.calendar.addDays(today, -1)
  const done = position?.day ?? deps.calendar.addDays(today, -FIRST_LOOK_DAYS)
  // Yesterday is always looked at again: the index may have been behind at midnight.
  const from = done < yesterday ? deps.calendar.addDays(done, 1) : yesterday
  for (let day = from; day <= today; day = deps.calendar.addDays(day, 1)) {
    for await (const page of dueOn(deps.table, day)) await attemptAll(deps, page, tally)
  }
  const complete = deps.calendar.addDays(yesterday, -1)
  if (tally.failed === 0 && complete > (position?.day ?? '')) await advance(deps, position, complete)
  deps.log.info('SWEPT', { schedule: 'sweep', count: tally.sent })
  return tally
}

type Tally = { sent: number; failed: number }

async function attemptAll(deps: SweepDeps, page: readonly Due[], tally: Tally): Promise<void> {
  for (let i = 0; i < page.length; i += AT_ONCE) {
    await Promise.all(page.slice(i, i + AT_ONCE).map((due) => attempt(deps, due, tally)))
  }
}

async function attempt(deps: SweepDeps, due: Due, tally: Tally): Promise<void> {
  try {
    if ((await remind(deps, due)) === 'sent') tally.sent++
  } catch (error) {
    tally.failed++
    deps.log.error('FAULT', { schedule: 'sweep', ...errorFields(error) })
  }
}

async function advance(
  deps: SweepDeps,
  position: Awaited<ReturnType<typeof readPosition>>,
  day: LocalDate,
): Promise<void> {
  try {
    await deps.table.commit([positionWrite(position, day)])
  } catch (error) {
    // A sweep beside us was faster, and has come as far.
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
