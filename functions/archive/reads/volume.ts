import type { Guarded } from '../../../shared/events/change.ts'
import type { Refusal } from '../../../shared/kernel/refusal.ts'
import type { Ports } from '../../../shared/ports.ts'
import type { MatterDeps } from '../../matters/offers.ts'
import { moved } from '../commands/move.ts'
import { documentKey, loadDocument } from '../store.ts'

/** Name and size of a paper that the public may read: verified and not restricted. */
export function publicAttachment({ matters }: Pick<Ports, 'matters'>) {
  return async (matter: string, id: string): Promise<{ name: string; size: number } | undefined> => {
    const document = await loadDocument(matters, matter, id)
    if (document?.state !== 'verified' || document.restricted) return undefined
    return { name: document.title, size: document.file.size }
  }
}

/** The volume as other features' commits ask it: conditions on its rows, each with the refusal that its failure means. */
export function volumeOf(deps: MatterDeps) {
  const check = (
    matter: string,
    id: string,
    otherwise: () => Refusal,
    more: { attribute: string; is: boolean }[] = [],
  ) => ({ check: documentKey(matter, id), when: [{ attribute: 'state', is: 'verified' }, ...more], otherwise }) as const
  return {
    /** A verified paper of this matter's volume. */
    async holds(matter: string, id: string, otherwise: () => Refusal): Promise<Guarded> {
      await moved(deps, matter)
      return check(matter, id, otherwise)
    },
    /** Verified papers that are for everybody. */
    async mayBePublic(matter: string, ids: readonly string[], otherwise: () => Refusal): Promise<readonly Guarded[]> {
      await moved(deps, matter)
      return ids.map((id) => check(matter, id, otherwise, [{ attribute: 'restricted', is: false }]))
    },
  }
}
