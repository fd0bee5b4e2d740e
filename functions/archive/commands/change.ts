import { type By, extend } from '../../../shared/events/chain.ts'
import type { Json } from '../../../shared/kernel/canonical.ts'
import { Refusal } from '../../../shared/kernel/refusal.ts'
import { GuardFailed, TableFault, type Write } from '../../../shared/table/table.ts'
import { headState, loadMatter, type MatterHead, matterPk } from '../../filing/contract.ts'
import type { Deps } from './deps.ts'

export interface ArchiveChange {
  readonly type: `archive.${string}`
  readonly by: By
  readonly at: string
  /** Ids, kinds and hashes. Titles and file names stay in the row: they may name a person. */
  readonly data: Readonly<Record<string, Json>> & { readonly what: string }
  readonly rows: readonly Write[]
  readonly others?: readonly Write[]
}

/** Eight papers dropped on the page at once each want the head; the last of them waits for the seven before. */
const ATTEMPTS = 16

/**
 * One change of a volume, under the matter's chain. Papers do not depend on each other, and a check does not depend on
 * what somebody had in view: when the matter moved meanwhile, the change is decided again on what is there now.
 * @param decide from the matter as it stands; undefined when nothing is left to do
 */
export async function changeVolume(
  deps: Pick<Deps, 'matters'>,
  matter: string,
  decide: (head: MatterHead) => Promise<ArchiveChange | undefined>,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const head = await loadMatter(deps.matters, matter)
    if (!head) throw new Refusal('not-found', '没有找到这个事项,或者它不在您的管理范围内。')
    const change = await decide(head)
    if (!change) return
    const { writes } = extend(matterPk(matter), head, { state: headState(head), ...change })
    try {
      return await deps.matters.commit(writes)
    } catch (error) {
      if (!isPassing(error, writes, matterPk(matter))) throw error
      if (attempt === ATTEMPTS) {
        throw new Refusal('unavailable', '现在同时办理这个事项的人较多,刚才的操作没有保存,请再试一次。')
      }
    }
  }
}

/**
 * Somebody was faster at the matter, or the store is busy, or it is not known whether the writes went through: `decide`
 * reads again and finds out. A guard outside the matter (the command's own key) is for the caller.
 */
function isPassing(error: unknown, writes: readonly Write[], pk: string): boolean {
  if (error instanceof TableFault) return true
  if (!(error instanceof GuardFailed)) return false
  return error.failures.every(({ index }) => pkOf(writes[index]) === pk)
}

function pkOf(write: Write | undefined): string | undefined {
  if (!write) return undefined
  if ('put' in write) return write.put.pk
  return 'delete' in write ? write.delete.pk : write.check.pk
}
