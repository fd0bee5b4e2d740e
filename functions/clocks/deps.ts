import type { Calendar } from '../../shared/calendar/calendar.ts'
import type { Clock, LocalDate } from '../../shared/kernel/clock.ts'
import type { Notifier } from '../../shared/notify/notify.ts'
import type { Log } from '../../shared/observe/observe.ts'
import type { Table } from '../../shared/table/table.ts'
import type { PostRef } from './domain/clock.ts'

/** Who acts in a post on a day, and which organ stands above another. Asked when a message goes out, not before. */
export interface Directory {
  /** Accounts: holders, and deputies while no holder is there. Empty when nobody acts. */
  holders(post: PostRef, on: LocalDate): Promise<readonly string[]>
  /** Undefined for the topmost. */
  superior(organ: string): Promise<string | undefined>
}

export interface SweepDeps {
  readonly table: Table
  readonly notifier: Notifier
  readonly calendar: Calendar
  readonly directory: Directory
  readonly now: Clock
  readonly log: Log
}
