import { SYSTEM } from '../../../shared/events/chain.ts'
import { Tries } from '../../../shared/observe/each.ts'
import type { Deps } from '../deps.ts'
import { DOCUMENT_KIND_NAMES } from '../domain/kinds.ts'
import { VERIFY_ARRIVALS } from '../reactions/triggers.ts'
import { awaiting, documentRow, fileKey, loadDocument } from '../store.ts'
import { changeVolume } from './change.ts'
import { verify } from './verify.ts'

/** For so long a ticket may be asked for again; then the paper must be announced anew. */
const AWAITED_HOURS = 24
const LAPSED = `${AWAITED_HOURS} 小时内没有收到文件`

export interface Swept {
  readonly verified: number
  readonly lapsed: number
}

/**
 * Finds what arrived although nobody said so (a page closed too early, a crash), and what never came. One paper that
 * fails does not hold up the others.
 * @throws the first failure, once everything else was looked at
 */
export async function sweepArrivals(deps: Deps): Promise<Swept> {
  const tally = { verified: 0, lapsed: 0 }
  const tries = new Tries({ log: deps.log, schedule: VERIFY_ARRIVALS.name })
  await tries.each(
    awaiting(deps.matters),
    async ({ matter, id }) => {
      const outcome = await look(deps, matter, id)
      if (outcome) tally[outcome]++
    },
    { matterOf: ({ matter }) => matter },
  )
  deps.log.info('SWEPT', { schedule: VERIFY_ARRIVALS.name, count: tally.verified + tally.lapsed })
  tries.end()
  return tally
}

async function look(deps: Deps, matter: string, id: string): Promise<'verified' | 'lapsed' | undefined> {
  const document = await loadDocument(deps.matters, matter, id)
  if (document?.state !== 'awaiting' || document.lapsed !== '') return undefined // the index was behind
  if (await deps.files.head('incoming', fileKey(document))) {
    const after = await verify(deps, SYSTEM, matter, id)
    return after.state === 'awaiting' ? undefined : 'verified'
  }
  const age = deps.now().getTime() - new Date(document.announcedAt).getTime()
  if (age < AWAITED_HOURS * 3_600_000) return undefined
  await lapse(deps, matter, id)
  return 'lapsed'
}

/** The row stays, with its reason; only the waiting ends. */
async function lapse(deps: Deps, matter: string, id: string): Promise<void> {
  await changeVolume(deps, matter, async () => {
    const document = await loadDocument(deps.matters, matter, id)
    if (document?.state !== 'awaiting' || document.lapsed !== '') return undefined
    return {
      type: 'archive.lapsed',
      by: SYSTEM,
      at: deps.now().toISOString(),
      data: { what: `材料「${DOCUMENT_KIND_NAMES[document.kind]}」${LAPSED}`, document: id },
      rows: [{ put: documentRow({ ...document, lapsed: LAPSED }), when: [{ attribute: 'state', is: 'awaiting' }] }],
    }
  })
}
