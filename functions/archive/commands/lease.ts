import { GuardFailed, type Table } from '../../../shared/table/table.ts'
import type { Deps } from '../deps.ts'
import { leaseKey } from '../store.ts'

/**
 * How long one checker keeps the others away. Hashing 2 GB from S3 takes half a minute. After a crash the next checker
 * waits this long.
 */
const LEASE_SECONDS = 300

/**
 * Lets one checker at a time work on a paper: two would copy two versions into the locked place, and neither could be
 * removed. Everything else is guarded in the commit itself.
 * @returns how to give it back, or undefined while somebody else holds it
 */
export async function takeLease(
  deps: Pick<Deps, 'matters' | 'now' | 'newId'>,
  matter: string,
  id: string,
): Promise<(() => Promise<void>) | undefined> {
  const { matters: table } = deps
  const key = leaseKey(matter, id)
  const now = deps.now().getTime()
  const holder = deps.newId()
  const until = now + LEASE_SECONDS * 1000
  // A row that a crash left behind expires by itself a day later (in seconds).
  const row = { ...key, holder, until, expiresAt: Math.floor(until / 1000) + 86_400 }
  const before = await table.get(key)
  if (before && Number(before.until) > now) return undefined
  const when = before ? [{ attribute: 'holder', is: String(before.holder) }] : 'absent'
  if (!(await tried(table, { put: row, when }))) return undefined
  return async () => {
    await tried(table, { delete: key, when: [{ attribute: 'holder', is: holder }] })
  }
}

async function tried(table: Table, write: Parameters<Table['commit']>[0][number]): Promise<boolean> {
  try {
    await table.commit([write])
    return true
  } catch (error) {
    if (error instanceof GuardFailed) return false
    throw error
  }
}
