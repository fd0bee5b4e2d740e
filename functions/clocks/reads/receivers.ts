import type { LocalDate } from '../../../shared/kernel/clock.ts'
import type { Directory } from '../deps.ts'
import type { Receiver } from '../domain/message.ts'
import type { Step } from '../domain/steps.ts'
import type { ClockRow } from '../store-rows.ts'

/** More levels than any register has: a circle in it must not keep the sweep running for ever. */
const LEVELS = 8

/**
 * Who gets the reminder today: the post's holders, and when overdue the level above as well. When nobody holds the post,
 * the next post above that somebody holds. Empty when there is none.
 */
export async function receivers(
  directory: Directory,
  clock: ClockRow,
  step: Step,
  today: LocalDate,
): Promise<ReadonlyMap<string, Receiver>> {
  const holders = await directory.holders(clock.addressee, today)
  const above = holders.length === 0 || step === 'overdue' ? await firstHeld(directory, clock, today) : []
  const as: Receiver = holders.length === 0 ? 'instead' : 'superior'
  // Somebody who holds both posts gets one message, as the holder.
  return new Map([...above.map((a) => [a, as] as const), ...holders.map((a) => [a, 'holder'] as const)])
}

async function firstHeld(directory: Directory, clock: ClockRow, today: LocalDate): Promise<readonly string[]> {
  let organ: string | undefined = clock.superior.organ
  for (let level = 0; organ !== undefined && level < LEVELS; level++) {
    const held = await directory.holders({ organ, duty: clock.superior.duty }, today)
    if (held.length > 0) return held
    organ = await directory.superior(organ)
  }
  return []
}
