import type { Ports } from '../../../shared/ports.ts'
import { GuardFailed } from '../../../shared/table/table.ts'
import type { Notice } from '../../notices/offers.ts'
import { findByCode } from '../reads/look-up.ts'
import { withdrawalKey } from '../store.ts'

type Deps = Pick<Ports, 'matters' | 'now'>

/** Takes a comment back: an added row, never a removed one. The number stays in the count, the words are not used. */
export async function withdraw(deps: Deps, notice: Notice | undefined, typed: string): Promise<void> {
  const { id, matter, shard } = await findByCode(deps.matters, notice, typed)
  const at = deps.now().toISOString()
  const put = { ...withdrawalKey(matter, shard, id), type: 'comments.withdrawn', matter, id, at }
  try {
    await deps.matters.commit([{ put, when: 'absent' }])
  } catch (error) {
    if (!(error instanceof GuardFailed)) throw error // withdrawn already
  }
}
