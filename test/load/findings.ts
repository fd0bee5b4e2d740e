import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { openDisk } from '../../shared/files/disk/disk.ts'
import { localMac } from '../../shared/signing/local.ts'
import { MATTERS } from '../../shared/table/definition.ts'
import { openSnapshot } from '../../shared/table/sqlite/read-only.ts'
import type { Held } from './people.ts'

/** Looks every receipt up as its holder would. @returns how many are not found, or are of other words */
export async function receiptsFound(url: string, matter: string, held: Held): Promise<number> {
  let lost = 0
  for (const { code, commitment } of held.receipts.values()) {
    const body = new URLSearchParams({ matter, code })
    const got = await fetch(`${url}/lookup`, { method: 'POST', body })
    const page = await got.text()
    if (got.status !== 200 || !page.includes('办理情况')) lost++
    else if (page.includes('<code>') && !page.includes(commitment)) lost++
  }
  return lost
}

/** Comments as rows, and as the reaction counted them once everything was delivered. */
export async function counted(url: string, dir: string, matter: string): Promise<{ rows: number; received: number }> {
  let last = { rows: 0, received: -1 }
  for (let tries = 0; tries < 150; tries++) {
    last = await count(dir, matter)
    if (last.rows === last.received) return last
    await new Promise((resolve) => setTimeout(resolve, 200))
    await fetch(url)
  }
  return last
}

async function count(dir: string, matter: string): Promise<{ rows: number; received: number }> {
  const snapshot = openSnapshot(join(dir, 'records.db'), MATTERS)
  let rows = 0
  let received = 0
  for await (const item of snapshot.table.scan()) {
    if (item.pk.startsWith(`COMMENTS#${matter}#`) && item.sk.endsWith('#V1')) rows++
    if (item.pk === `TALLY#${matter}` && item.sk.startsWith('BALANCE#')) received += Number(item.received)
  }
  snapshot.close()
  return { rows, received }
}

/** Hashes each verified paper again. @returns how many are missing or differ */
export async function filesMatch(dir: string, matter: string, held: Held): Promise<number> {
  const disk = openDisk({
    root: join(dir, 'files'),
    secret: localMac(dir),
    baseUrl: 'http://localhost',
    now: () => new Date(),
    newId: () => crypto.randomUUID().replaceAll('-', ''),
  })
  let wrong = 0
  for (const [id, digest] of held.papers) {
    const found = await disk.read('archive', `${matter}/${id}`)
    const hash = createHash('sha256')
    if (found) for await (const chunk of found.body) hash.update(chunk)
    if (!found || hash.digest('hex') !== digest) wrong++
  }
  return wrong
}
