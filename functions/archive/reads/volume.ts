import type { Guarded } from '../../../shared/events/change.ts'
import type { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Ports } from '../../../shared/ports.ts'
import type { MatterDeps } from '../../matters/offers.ts'
import { moved } from '../commands/move.ts'
import { documentKey, loadDocument } from '../store.ts'

/**
 * Name, size and hash of a paper that the public may read: verified and not restricted. The hash is that of the bytes
 * which the public gets; '' for a notice of an earlier release whose paper nobody has opened since.
 */
export function publicAttachment({ matters }: Pick<Ports, 'matters'>) {
  return async (matter: string, id: string): Promise<{ name: string; size: number; sha256: string } | undefined> => {
    const document = await loadDocument(matters, matter, id)
    if (document?.state !== 'verified' || document.restricted) return undefined
    const { size, sha256 } = document.shown ?? { size: document.file.size, sha256: '' }
    return { name: document.title, size, sha256 }
  }
}

/** For another feature's commit: the condition that a paper is verified and in this matter's volume. */
export function volumeOf(deps: MatterDeps) {
  return {
    async holds(matter: string, id: string, otherwise: () => Refusal): Promise<Guarded> {
      await moved(deps, matter)
      return { check: documentKey(matter, id), when: [{ attribute: 'state', is: 'verified' }], otherwise }
    },
  }
}
