import { SYSTEM } from '../../../shared/events/chain.ts'
import { eachByItself } from '../../../shared/observe/each.ts'
import { changeMatter, endClocks, stepTaken } from '../../matters/offers.ts'
import type { CloseDeps } from '../deps.ts'
import { CLOSE_NOTICES } from '../reactions/triggers.ts'
import { closingKey, dueNotices, loadNotice } from '../store.ts'

/** Closes every call for opinions whose time is over; one that cannot be closed holds up no other. */
export async function closeDue(deps: CloseDeps): Promise<void> {
  const due = await dueNotices(deps.matters, deps.now().toISOString())
  const named = { log: deps.log, schedule: CLOSE_NOTICES.name, matterOf: (one: { matter: string }) => one.matter }
  await eachByItself(due, named, ({ matter, notice }) => close(deps, matter, notice))
}

/** Only the clock takes this step. If the matter has gone on (cancelled, a later notice), it just removes the marker. */
async function close(deps: CloseDeps, matter: string, id: string): Promise<void> {
  const notice = await loadNotice(deps.matters, matter, id)
  if (!notice) return
  await changeMatter(deps, matter, SYSTEM, async (head, at) => {
    if (!(await deps.matters.get(closingKey(notice)))) return undefined
    const gone = { delete: closingKey(notice), when: 'present' } as const
    const consulting = head.life.state === 'consulting' && head.life.notice === id
    const data = { what: consulting ? '征求意见截止' : '公示期满', notice: id }
    if (!consulting) return { after: head, type: 'notices.closed', data, rows: [gone], others: deps.ended(notice) }
    const life = { state: 'assessing', notice: id, reason: '' } as const
    return {
      after: stepTaken(head, 'close-consultation', life, SYSTEM.name, at),
      type: 'notices.closed',
      data,
      rows: [gone],
      others: deps.ended(notice),
      clocks: [await endClocks(deps, matter, at, (row) => row.id === notice.clock)],
    }
  })
}
