import type { Json } from '../../shared/kernel/canonical.ts'
import type { Ports } from '../../shared/ports.ts'
import type { Write } from '../../shared/table/table.ts'
import { publicCopy } from './commands/public-copy.ts'
import { documentKey, documentRow, loadDocument } from './store.ts'

/** What goes into the commit that offers papers to the public. */
export interface Offered {
  /** Rows of the matter: what the public will have of each paper, or the demand that it is still as it was. */
  readonly rows: readonly Write[]
  /** For the record: from which file each was made, and its own hash. */
  readonly data: Json
  /** What cannot be offered, by its place in the list, and what to do about it. */
  readonly objections: readonly { readonly index: number; readonly message: string }[]
}

/**
 * Makes papers fit for the public, one after the other: memory holds one. The files are there before the commit; without
 * it nothing links to them. Each row demands that its paper is verified and for everybody.
 */
export function publicCopies(ports: Pick<Ports, 'matters' | 'files' | 'now'>) {
  return async (matter: string, papers: readonly string[]): Promise<Offered> => {
    const rows: Write[] = []
    const data: Json[] = []
    const objections: { index: number; message: string }[] = []
    for (const id of new Set(papers)) {
      const document = await loadDocument(ports.matters, matter, id)
      const fit = document?.state === 'verified' && !document.restricted ? document : undefined
      const made = fit && (fit.shown ? { shown: fit.shown } : await publicCopy(ports, fit))
      if (made && 'why' in made) objections.push({ index: papers.indexOf(id), message: made.why })
      if (made && 'shown' in made) data.push({ document: id, from: made.shown.from, sha256: made.shown.sha256 })
      const when = [
        { attribute: 'state', is: 'verified' },
        { attribute: 'restricted', is: false },
      ]
      if (fit && made && 'shown' in made && !fit.shown) {
        rows.push({ put: documentRow({ ...fit, shown: made.shown }), when })
      } else rows.push({ check: documentKey(matter, id), when })
    }
    return { rows, data, objections }
  }
}
