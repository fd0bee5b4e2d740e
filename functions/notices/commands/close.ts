import { extend, SYSTEM } from '../../../shared/events/chain.ts'
import { dateInShanghai } from '../../../shared/kernel/clock.ts'
import { eachByItself } from '../../../shared/observe/each.ts'
import type { Ports } from '../../../shared/ports.ts'
import { GuardFailed, type Table, type Write } from '../../../shared/table/table.ts'
import { advance, headState, loadMatter, matterPk, taskWrites } from '../../filing/contract.ts'
import { ClockRow, clockKey, closeClock } from '../../inspections/contract.ts'
import type { Notice } from '../domain/notice.ts'
import { CLOSING, closingKey, loadNotice } from '../store.ts'

/** What another feature begins when a call for opinions ends: part of the commit that ends it. */
export type Ended = (notice: Notice) => readonly Write[]

export interface CloseDeps extends Pick<Ports, 'matters' | 'now' | 'calendar' | 'log'> {
  readonly ended: Ended
}

/** Closes every call for opinions whose time is over; one that cannot be closed holds up no other. */
export async function closeDue(deps: CloseDeps): Promise<void> {
  const due = await dueNotices(deps.matters, deps.now())
  const named = { log: deps.log, schedule: 'close-notices', matterOf: (one: { matter: string }) => one.matter }
  await eachByItself(due, named, ({ matter, notice }) => close(deps, matter, notice))
}

/** Read from the start each time: what was closed has left the index, so the list is as long as what is open and due. */
async function dueNotices(table: Table, now: Date): Promise<{ matter: string; notice: string }[]> {
  const found: { matter: string; notice: string }[] = []
  let cursor: string | undefined
  do {
    const page = await table.query({ index: 'due', pk: CLOSING, to: now.toISOString(), ...(cursor ? { cursor } : {}) })
    found.push(...page.items.map((item) => ({ matter: String(item.matter), notice: String(item.notice) })))
    cursor = page.cursor
  } while (cursor)
  return found
}

/** Somebody may be working on the matter at this very moment: decided again on what is there then, a few times. */
const ATTEMPTS = 4

/** The clock alone does this step. @throws GuardFailed when others were faster each time, or a guard can never hold */
async function close(deps: CloseDeps, matter: string, id: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await tryToClose(deps, matter, id)
    } catch (error) {
      if (!(error instanceof GuardFailed) || attempt === ATTEMPTS) throw error
    }
  }
}

async function tryToClose(deps: CloseDeps, matter: string, id: string): Promise<void> {
  const [head, notice] = await Promise.all([loadMatter(deps.matters, matter), loadNotice(deps.matters, matter, id)])
  if (!head || !notice) return
  const at = deps.now()
  const open = await deps.matters.get(closingKey(notice))
  if (!open) return
  const gone: Write = { delete: closingKey(notice), when: 'present' }
  const consulting = head.life.state === 'consulting' && head.life.notice === id
  const clock = consulting ? await ending(deps, matter, notice.clock, at) : { rows: [], others: [] }
  const life = { state: 'assessing', notice: id, reason: '' } as const
  const after = consulting ? advance(head, 'close-consultation', life, at.toISOString()) : head
  const { writes } = extend(matterPk(matter), head, {
    state: headState(after),
    type: 'notices.closed',
    by: SYSTEM,
    at: at.toISOString(),
    data: { what: consulting ? '征求意见截止' : '公示期满', notice: id },
    rows: [...taskWrites(head, after), gone, ...clock.rows],
    others: [...clock.others, ...deps.ended(notice)],
  })
  await deps.matters.commit(writes)
}

async function ending(
  deps: CloseDeps,
  matter: string,
  id: string,
  at: Date,
): Promise<{ rows: readonly Write[]; others: readonly Write[] }> {
  const item = await deps.matters.get(clockKey(matterPk(matter), id))
  const row = item && ClockRow.parse(item)
  if (!row || row.state === 'closed') return { rows: [], others: [] }
  return closeClock(row, { today: dateInShanghai(at), at: at.toISOString(), outcome: 'done', calendar: deps.calendar })
}
