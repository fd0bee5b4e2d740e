import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seedOrgans } from '../../functions/organs/seed/seed.ts'
import { features } from '../../functions/product.ts'
import { openPorts } from '../../infra/local/ports.ts'
import { silent } from '../../shared/observe/observe.ts'
import type { Table } from '../../shared/table/table.ts'
import { handClock } from './clock.ts'
import { staffApi } from './staff.ts'

/**
 * Every feature on real local adapters, through the real pipeline, without a network; a person's token is their account.
 * @param given.dir data that are there already; gone, as its own would be, when the product closes
 * @param given.seedTable the table as the seeding sees it, for who wants less than the whole register
 */
export async function openProduct(
  start = '2026-11-24T09:00:00+08:00',
  given: { readonly dir?: string; readonly seedTable?: (table: Table) => Table } = {},
) {
  const { dir = mkdtempSync(join(tmpdir(), 'wenping-product-')), seedTable = (table) => table } = given
  const clock = handClock(start)
  const ports = openPorts({ dir, publicUrl: 'http://localhost', now: clock.now, log: silent })
  await seedOrgans({ table: seedTable(ports.matters), now: clock.now, demo: true })
  const all = features(ports)
  return {
    dir,
    clock,
    ports,
    features: all,
    ...staffApi(ports.matters, clock.now, all),
    close() {
      ports.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
export type Product = Awaited<ReturnType<typeof openProduct>>
