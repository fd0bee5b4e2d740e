import type { Calendar } from './calendar/calendar.ts'
import type { Files } from './files/files.ts'
import type { Clock } from './kernel/clock.ts'
import type { Notifier } from './notify/notify.ts'
import type { Log } from './observe/observe.ts'
import type { Sealer } from './signing/sealing.ts'
import type { Mac, Signer } from './signing/signing.ts'
import type { Table } from './table/table.ts'

/** Everything outside that a feature may touch. A feature's `compose` takes `Pick<Ports, …>`: exactly what it needs. */
export interface Ports {
  readonly matters: Table
  readonly identities: Table
  readonly files: Files
  readonly signer: Signer
  readonly mac: Mac
  readonly sealer: Sealer
  readonly notifier: Notifier
  readonly calendar: Calendar
  readonly now: Clock
  /** A new ULID, monotonic within a process. */
  readonly newId: () => string
  readonly log: Log
  /** Where the public reaches us, without a final slash: `https://wenping.example`. */
  readonly publicUrl: string
}
