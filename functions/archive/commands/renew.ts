import { SYSTEM } from '../../../shared/events/chain.ts'
import { dateInShanghai, instantInShanghai } from '../../../shared/kernel/clock.ts'
import { errorFields } from '../../../shared/observe/error.ts'
import type { Deps } from '../deps.ts'
import type { Document, KeptFile } from '../domain/document.ts'
import { DOCUMENT_KIND_NAMES } from '../domain/kinds.ts'
import { lockedUntil, renewedUpTo } from '../domain/retention.ts'
import { documentRow, fileKey, loadDocument, lockedUpTo } from '../store.ts'
import { changeVolume } from './change.ts'

/** All locks of a year end on one day. What is over this number waits for the next sweep: arrivals must not wait. */
const MOST_AT_ONCE = 200

/**
 * Renews the locks of papers kept 永久, well before they end. The store first, then the row: after a crash between the
 * two the next sweep does both again. One paper that fails does not hold up the others.
 * @returns how many were renewed
 * @throws Error after all were tried, when some failed, so that the sweep's alarm rings
 */
export async function renewLocks(deps: Deps, most = MOST_AT_ONCE): Promise<number> {
  const tally = { renewed: 0, failed: 0 }
  for await (const { matter, id } of lockedUpTo(deps.matters, renewedUpTo(dateInShanghai(deps.now())))) {
    if (tally.renewed === most) break
    try {
      if (await renew(deps, matter, id)) tally.renewed++
    } catch (error) {
      tally.failed++
      deps.log.error('FAULT', { schedule: 'renew-locks', matter, ...errorFields(error) })
    }
  }
  if (tally.renewed > 0) deps.log.info('SWEPT', { schedule: 'renew-locks', count: tally.renewed })
  if (tally.failed > 0) throw new Error('locks were not renewed')
  return tally.renewed
}

async function renew(deps: Deps, matter: string, id: string): Promise<boolean> {
  const on = dateInShanghai(deps.now())
  const before = permanent(await loadDocument(deps.matters, matter, id), on)
  if (!before) return false // the index was behind
  const until = lockedUntil({ until: '' }, on)
  await deps.files.retain(fileKey(before), before.file.version, instantInShanghai(until))
  await changeVolume(deps, matter, async () => {
    const document = permanent(await loadDocument(deps.matters, matter, id), on)
    if (!document) return undefined
    const after: Document = { ...document, file: { ...document.file, lockedUntil: until } }
    return {
      type: 'archive.renewed',
      by: SYSTEM,
      at: deps.now().toISOString(),
      data: {
        what: `永久保管的材料「${DOCUMENT_KIND_NAMES[document.kind]}」续锁至 ${until}`,
        document: id,
        until,
      },
      rows: [
        {
          put: documentRow(after),
          when: [{ attribute: 'state', is: document.state }],
        },
      ],
    }
  })
  return true
}

type Kept = Extract<Document, { state: 'verified' | 'withdrawn' }> & { readonly file: KeptFile }

/** The paper, if it is kept 永久 and its lock is to be renewed on this day. */
function permanent(document: Document | undefined, on: string): Kept | undefined {
  if (document?.state !== 'verified' && document?.state !== 'withdrawn') return undefined
  const { file } = document
  if (file?.term !== 'Y' || file.lockedUntil === '' || file.lockedUntil > renewedUpTo(on)) return undefined
  return { ...document, file }
}
