import { spokenInstant } from '../kernel/clock.ts'
import { Refusal } from '../kernel/refusal.ts'
import { GuardFailed, type Table, TableFault, type Write } from '../table/table.ts'
import { type EventRow, eventKey, type Head } from './chain.ts'

/**
 * Commits the writes of a change. Somebody faster is a `changed` refusal that says who and when; a store that is busy
 * is `unavailable`; another guard's failure stays a GuardFailed for the command to explain.
 */
export async function commitChange(table: Table, writes: readonly Write[]): Promise<void> {
  try {
    await table.commit(writes)
  } catch (error) {
    if (error instanceof GuardFailed) {
      const head = error.failures.find((f) => f.index === 0)?.current
      if (head) throw await changed(table, head as unknown as Head)
    }
    if (error instanceof TableFault && error.kind !== 'unknown') {
      throw new Refusal('unavailable', '现在使用的人较多,刚才的操作没有保存,请再试一次。')
    }
    throw error
  }
}

async function changed(table: Table, head: Head): Promise<Refusal> {
  const last = (await table.get({ pk: head.pk, sk: eventKey(head.seq) })) as EventRow | undefined
  const who = String(last?.by.name ?? '有人')
  const when = last ? spokenInstant(new Date(last.at)) : '刚才'
  return new Refusal(
    'changed',
    `${who}于${when}改动了这里的内容。请先查看最新内容,再决定是否继续;您填写的内容没有丢失。`,
    {
      details: { version: head.version, changedBy: who, changedAt: last?.at ?? '' },
    },
  )
}
