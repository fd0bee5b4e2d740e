import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { monotonicFactory } from 'ulid'
import { chinaCalendar, PUBLISHED } from '../../shared/calendar/china.ts'
import { folderOfYears } from '../../shared/calendar/folder.ts'
import { type Disk, openDisk } from '../../shared/files/disk/disk.ts'
import type { Clock } from '../../shared/kernel/clock.ts'
import { inboxNotifier } from '../../shared/notify/inbox.ts'
import type { Log } from '../../shared/observe/observe.ts'
import type { Ports } from '../../shared/ports.ts'
import { localMac, openLocalSigner } from '../../shared/signing/local.ts'
import { openLocalSealer } from '../../shared/signing/local-sealer.ts'
import { IDENTITIES, MATTERS } from '../../shared/table/definition.ts'
import { lockDirectory } from '../../shared/table/sqlite/lock.ts'
import { openStore, type Store } from '../../shared/table/sqlite/store.ts'
import { demandKeys } from './first-start.ts'

export interface LocalPorts extends Ports {
  readonly store: Store
  readonly files: Disk
  close(): void
}

/**
 * Opens `DATA_DIR` with the adapters of one machine.
 * @throws StoreUnusable when another process has it
 * @throws KeyUnusable when there are data and a key of theirs is missing or damaged
 */
export function openPorts(options: { dir: string; publicUrl: string; now: Clock; log: Log }): LocalPorts {
  const { dir, publicUrl, now, log } = options
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const lock = lockDirectory(dir)
  try {
    demandKeys(dir, now)
    // Keys before records: a damaged one stops the start before the database is touched.
    const [mac, signer, sealer] = [localMac(dir), openLocalSigner({ dir, now }), openLocalSealer(dir)]
    const store = openStore({
      file: join(dir, 'records.db'),
      definitions: [MATTERS, IDENTITIES],
      now,
      onClockBackward: () => log.error('CLOCK_BACKWARD'),
    })
    const newUlid = monotonicFactory()
    const newId = () => newUlid(now().getTime())
    return {
      store,
      matters: store.table(MATTERS.name),
      identities: store.table(IDENTITIES.name),
      files: openDisk({ root: join(dir, 'files'), secret: mac, baseUrl: publicUrl, now, newId }),
      signer,
      mac,
      sealer,
      notifier: inboxNotifier(),
      calendar: chinaCalendar(PUBLISHED, folderOfYears(join(dir, 'calendar'))),
      now,
      newId,
      log,
      publicUrl,
      close() {
        store.close()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}
