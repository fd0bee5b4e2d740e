import { SYSTEM } from '../../../shared/events/chain.ts'
import type { Guarded } from '../../../shared/events/change.ts'
import type { Json } from '../../../shared/kernel/canonical.ts'
import type { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Ports } from '../../../shared/ports.ts'
import type { MatterDeps } from '../../matters/offers.ts'
import type { PublicCopy, Verified } from '../domain/document.ts'
import { documentKey, documentRow, loadDocument } from '../store.ts'
import { changeVolume } from './change.ts'
import { moved } from './move.ts'
import { publicCopy } from './public-copy.ts'

type OfferDeps = MatterDeps & Pick<Ports, 'files'>

/**
 * Makes papers fit for the public, one after the other, so that memory holds one. The volume records what the public gets
 * before the notice is committed; until then nothing links to it. Each check demands that its paper is verified and not
 * restricted.
 */
export function publicPapers(deps: OfferDeps) {
  return {
    async offer(matter: string, papers: readonly string[], otherwise: () => Refusal) {
      await moved(deps, matter)
      const checks: Guarded[] = []
      const data: Json[] = []
      const objections: { index: number; message: string }[] = []
      for (const id of new Set(papers)) {
        const document = await loadDocument(deps.matters, matter, id)
        const fit = document?.state === 'verified' && !document.restricted ? document : undefined
        const made = fit && (fit.shown ? { shown: fit.shown } : await publicCopy(deps, fit))
        if (made && 'why' in made) objections.push({ index: papers.indexOf(id), message: made.why })
        if (fit && made && 'shown' in made) {
          if (!fit.shown) await recordShown(deps, fit, made.shown, 'archive.shown', '为公示准备附件')
          data.push({ document: id, from: made.shown.from, sha256: made.shown.sha256 })
        }
        const when = [
          { attribute: 'state', is: 'verified' },
          { attribute: 'restricted', is: false },
        ]
        checks.push({ check: documentKey(matter, id), when, otherwise })
      }
      return { checks, data, objections }
    },
  }
}

/** Records in the volume what the public gets of a paper: its hash, and the file it was made from. */
export async function recordShown(
  deps: MatterDeps,
  { matter, id }: Verified,
  shown: PublicCopy,
  type: 'archive.shown' | 'archive.cleaned',
  what: string,
): Promise<void> {
  await changeVolume(deps, matter, async () => {
    const current = await loadDocument(deps.matters, matter, id)
    if (current?.state !== 'verified' || current.shown) return undefined
    const { from, sha256 } = shown
    return {
      type,
      by: SYSTEM,
      at: shown.madeAt,
      data: { what, document: id, from, sha256 },
      rows: [{ put: documentRow({ ...current, shown }), when: [{ attribute: 'state', is: 'verified' }] }],
    }
  })
}
