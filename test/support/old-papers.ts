import type { Document } from '../../functions/archive/domain/document.ts'
import { documentRow } from '../../functions/archive/store.ts'
import { changeMatter, type MatterDeps, matterPk } from '../../functions/matters/offers.ts'
import { SYSTEM } from '../../shared/events/chain.ts'
import type { Item } from '../../shared/table/table.ts'

/** A commit holds a hundred writes. */
const AT_ONCE = 50

/** A paper as it was announced; every tenth has not arrived. Its file is invented: nobody opens it. */
export function inventedPaper(matter: string, id: string, n: number): Document {
  const sha256 = 'ab'.repeat(32)
  const announced = {
    id,
    matter,
    kind: 'other',
    title: `示例：材料 ${n}`,
    responsible: '示例·单位',
    number: '',
    source: 'born-digital',
    eventDate: '2026-11-20',
    filename: '材料.pdf',
    promised: { size: 362, contentType: 'application/pdf', sha256 },
    restricted: false,
    noSecrets: true,
    uploadedBy: 'lj-filer',
    uploadedByName: '示例·田报送',
    uploadedByOrgan: '620702100',
    announcedAt: '2026-11-23T01:00:00.000Z',
    late: false,
    version: 1,
    replaces: '',
    replaceReason: '',
  } as const
  if (n % 10 === 0) return { ...announced, state: 'awaiting', lapsed: '' }
  const found = { size: 362, contentType: 'application/pdf', sha256, version: '1', pages: 1 }
  const capturedAt = '2026-11-23T01:01:00.000Z'
  const file = { ...found, capturedAt, term: 'Y', retainUntil: '', lockedUntil: '2057-01-01' } as const
  return { ...announced, state: 'verified', file, replacedBy: '' }
}

/** Puts papers where the first release kept them: under the matter and its chain. @returns their ids, in order */
export async function oldPapers(deps: MatterDeps, matter: string, count: number): Promise<string[]> {
  const papers = Array.from({ length: count }, (_, n) => inventedPaper(matter, deps.newId(), n))
  for (let from = 0; from < count; from += AT_ONCE) {
    const rows = papers.slice(from, from + AT_ONCE).map((paper) => ({ put: asOfOld(paper), when: 'absent' }) as const)
    await changeMatter(deps, matter, SYSTEM, async (after) => ({ after, type: 'archive.announced', rows }))
  }
  return papers.map(({ id }) => id)
}

/** The first release kept no `row` for the index beside the paper's own attributes. */
function asOfOld(paper: Document): Item {
  const { row: _, ...item } = documentRow(paper)
  return { ...item, pk: matterPk(paper.matter), sk: item.sk }
}
