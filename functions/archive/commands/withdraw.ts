import type { Actor } from '../../../shared/identity/actor.ts'
import { by } from '../../../shared/identity/by.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import type { OnceWrites } from '../../../shared/table/once.ts'
import type { Write } from '../../../shared/table/table.ts'
import { loadForReading } from '../../matters/offers.ts'
import type { Deps } from '../deps.ts'
import type { Document } from '../domain/document.ts'
import { DOCUMENT_KIND_NAMES } from '../domain/kinds.ts'
import { demandReportOpen } from '../domain/report.ts'
import { withdrawalObjection } from '../domain/rights.ts'
import { demandDocument } from '../reads/document.ts'
import { documentRow, loadDocument } from '../store.ts'
import { changeVolume } from './change.ts'

export interface WithdrawInput {
  readonly matter: string
  readonly document: string
  readonly reason: string
}

/**
 * Takes a paper out of the catalogue, with a reason, before the matter is submitted. Its row and file stay, since nothing
 * in a volume is ever erased. The paper that it had replaced is in force again.
 */
export async function withdraw(deps: Deps, actor: Actor, input: WithdrawInput, stamp: OnceWrites): Promise<void> {
  const { matter, document: id, reason } = input
  await loadForReading(deps.matters, actor, matter)
  await changeVolume(deps, matter, async (head) => {
    const document = await demandDocument(deps.matters, matter, id)
    // The same command again, or one that went through although the store could not say so.
    if (document.state === 'withdrawn' && document.withdrawnBy === actor.account && document.reason === reason) return
    const objection = withdrawalObjection(actor, head, document)
    if (objection) throw objection
    if (document.state !== 'awaiting' && document.state !== 'verified') return undefined
    const replaced = document.replaces ? await loadDocument(deps.matters, matter, document.replaces) : undefined
    demandReportOpen(head, document, replaced)
    if (await deps.published(matter, id)) {
      throw new Refusal('rule', '这份材料是已发布公示的附件,不能撤下;有错的请上传更正件替换。')
    }
    const at = deps.now().toISOString()
    return {
      type: 'archive.withdrawn',
      by: by(actor),
      at,
      data: { what: `撤下材料「${DOCUMENT_KIND_NAMES[document.kind]}」:${reason}`, document: id, reason },
      rows: [
        {
          put: documentRow(withdrawn(document, actor, reason, at)),
          when: [{ attribute: 'state', is: document.state }],
        },
        ...restored(document, replaced),
      ],
      others: stamp(id),
    }
  })
}

function withdrawn(
  document: Extract<Document, { state: 'awaiting' | 'verified' }>,
  actor: Actor,
  reason: string,
  at: string,
): Document {
  const file = document.state === 'verified' ? document.file : null
  return {
    ...document,
    state: 'withdrawn',
    file,
    reason,
    withdrawnBy: actor.account,
    withdrawnByName: actor.name,
    withdrawnAt: at,
  }
}

/** What a withdrawn correction had replaced. */
function restored(document: Document, old: Document | undefined): Write[] {
  if (document.state !== 'verified' || old?.state !== 'verified' || old.replacedBy !== document.id) return []
  const when = [{ attribute: 'replacedBy', is: document.id }]
  return [{ put: documentRow({ ...old, replacedBy: '' }), when }]
}
